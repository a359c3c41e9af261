/* A published meeting: its public items, what was before it, what follows. Laws: 1 only
 * what an act of the office published, and never an item behind which a petition stands;
 * 2 papers, attendance on leave, votes, opinions, the verbatim record are in no query
 * here; 3 what was concluded and decided is told once the minutes are issued, and not
 * while they are being corrected; 4 a person is named who sits in a public body. */
#include "oparl_make.h"

#include <sodium.h>

#include "../matter/meeting.h"
#include "../matter/minutes.h"

struct making {
	struct oparl_make *k;
	struct arena *a;
	struct matter m;
	const char *key;               /* of the meeting, in tokens */
	const char *token, *body;      /* of the meeting, of the organization it is a meeting of */
	bool issued;
	struct q_entry_list *entry; size_t entries;
};

static const char *item_key(const struct making *w, int64_t no)
{
	return arena_printf(w->a, "%s %lld", w->key, (long long)no);
}

static const char *token(const struct making *w, const char *type, const char *key)
{
	return oparl_token(w->a, w->k->city, type, key);
}

/* Behind what does paper lie: all that is heard, studied or decided on. */
static bool has_paper(const char *type)
{
	return !cstr_eq(type, "deploy") && !cstr_eq(type, "coordinate");
}

static const struct q_entry_list *first_decision(const struct making *w, int64_t item)
{
	for (size_t i = 0; w->issued && i < w->entries; i++)
		if (w->entry[i].item_no == item && w->entry[i].lead_unit_id != DB_NULL_INT)
			return &w->entry[i];
	return NULL;
}

static void ref_unit(const struct making *w, struct json *j, const char *name, int64_t unit)
{
	oparl_ref(j, w->a, name, token(w, "Organization", arena_printf(w->a, "unit %lld", (long long)unit)));
}

/* -- the paper and its way through the meeting */

static const char *make_consultation(const struct making *w, const struct q_item_list *i)
{
	const char *key = item_key(w, i->no);
	struct oparl_text t, back;
	oparl_text_begin(&t);
	json_array(&t.json, "organization");
	oparl_ref(&t.json, w->a, NULL, w->body);
	json_end(&t.json);
	json_bool(&t.json, "authoritative", w->issued && conclusion_decides(i->conclusion));
	json_text(&t.json, "role", oparl_word(w->a, LANG_ZH, "field.item_type.", i->type));
	json_text(&t.json, "Huiyin:roleEn", oparl_word(w->a, LANG_EN, "field.item_type.", i->type));
	oparl_ref(&t.json, w->a, "agendaItem", token(w, "AgendaItem", key));
	oparl_ref(&t.json, w->a, "meeting", w->token);
	oparl_text_begin(&back);
	oparl_ref(&back.json, w->a, "paper", token(w, "Paper", key));
	const char *own = oparl_text_end(w->a, &t);
	return oparl_keep(w->k, &(struct oparl_object){.type = "Consultation", .key = key, .owner = w->body, .own = own, .back = oparl_text_end(w->a, &back)});
}

static void make_paper(const struct making *w, const struct q_item_list *i)
{
	const struct q_entry_list *e = first_decision(w, i->no);
	struct oparl_text t;
	oparl_text_begin(&t);
	oparl_ref(&t.json, w->a, "body", token(w, "Body", "1"));
	json_text(&t.json, "name", minutes_words(LANG_ZH, i->title, i->translation));
	oparl_words(&t.json, "Huiyin:nameEn", minutes_words(LANG_EN, i->title, i->translation));
	json_text(&t.json, "date", w->m.meeting->day);
	json_text(&t.json, "paperType", oparl_word(w->a, LANG_ZH, "field.item_type.", i->type));
	if (e) {
		json_array(&t.json, "underDirectionOf");
		ref_unit(w, &t.json, NULL, e->lead_unit_id);
		json_end(&t.json);
	}
	json_array(&t.json, "consultation");
	json_whole(&t.json, NULL, make_consultation(w, i));
	json_end(&t.json);
	oparl_keep(w->k, &(struct oparl_object){.type = "Paper", .key = item_key(w, i->no), .own = oparl_text_end(w->a, &t)});
}

/* -- an item */

/* What the specification ends before: who carries it out until when, and whether it was done and verified. */
static void write_follow(const struct making *w, struct json *j, const struct q_entry_list *e, int64_t place)
{
	const struct q_meeting_find *f = w->m.meeting;
	json_object(j, NULL);
	if (f->no != DB_NULL_INT)
		json_text(j, "number", meeting_number(w->a, f->year, f->no, e->item_no, place));
	json_text(j, "text", minutes_sentence(w->a, LANG_ZH, e->verb, minutes_words(LANG_ZH, e->text, e->translation)));
	json_text(j, "textEn", minutes_sentence(w->a, LANG_EN, e->verb, minutes_words(LANG_EN, e->text, e->translation)));
	ref_unit(w, j, "leadUnit", e->lead_unit_id);
	json_text(j, "leadUnitName", e->unit_zh);
	json_text(j, "leadUnitNameEn", e->unit_en);
	json_text(j, "due", e->due);
	if (e->task) {
		const struct procedure *p = city_procedure(w->k->city, "decision_task");
		int state = p ? proc_state_find(p, e->task_state) : -1;
		json_text(j, "task", e->task);
		json_text(j, "dueNow", e->task_due ? e->task_due : e->due);
		json_text(j, "state", e->task_state);
		oparl_words(j, "stateName", state >= 0 ? p->state[state].name[LANG_ZH] : "");
		oparl_words(j, "stateNameEn", state >= 0 ? p->state[state].name[LANG_EN] : "");
		json_bool(j, "verified", cstr_eq(e->task_state, "closed"));
	}
	json_end(j);
}

static void write_decisions(const struct making *w, struct json *j, int64_t item)
{
	int64_t place = 0;
	if (!first_decision(w, item))
		return;
	json_array(j, "Huiyin:decision");
	for (size_t i = 0; i < w->entries; i++)
		if (w->entry[i].item_no == item && w->entry[i].lead_unit_id != DB_NULL_INT)
			write_follow(w, j, &w->entry[i], ++place);
	json_end(j);
}

static const char *resolution(const struct making *w, int64_t item, enum lang lang)
{
	const char *text = "";
	for (size_t i = 0; i < w->entries; i++)
		if (w->entry[i].item_no == item)
			text = arena_printf(w->a, "%s%s%s", text, *text ? "\n" : "",
				minutes_sentence(w->a, lang, w->entry[i].verb, minutes_words(lang, w->entry[i].text, w->entry[i].translation)));
	return text;
}

static const char *make_item(const struct making *w, const struct q_item_list *i, int64_t order)
{
	const char *key = item_key(w, i->no);
	struct oparl_text t, back;
	oparl_text_begin(&t);
	json_int(&t.json, "order", order);
	json_text(&t.json, "number", arena_printf(w->a, "%lld", (long long)i->no));
	json_text(&t.json, "name", minutes_words(LANG_ZH, i->title, i->translation));
	oparl_words(&t.json, "Huiyin:nameEn", minutes_words(LANG_EN, i->title, i->translation));
	json_text(&t.json, "Huiyin:type", i->type);
	json_bool(&t.json, "public", true);
	if (has_paper(i->type))
		oparl_ref(&t.json, w->a, "consultation", token(w, "Consultation", key));
	if (w->issued) {
		if (*i->conclusion)
			json_text(&t.json, "result", oparl_word(w->a, LANG_ZH, "field.conclusion.", i->conclusion));
		oparl_words(&t.json, "resolutionText", resolution(w, i->no, LANG_ZH));
		oparl_words(&t.json, "Huiyin:resolutionTextEn", resolution(w, i->no, LANG_EN));
		write_decisions(w, &t.json, i->no);
	}
	oparl_text_begin(&back);
	oparl_ref(&back.json, w->a, "meeting", w->token);
	const char *own = oparl_text_end(w->a, &t);
	return oparl_keep(w->k, &(struct oparl_object){.type = "AgendaItem", .key = key, .own = own, .back = oparl_text_end(w->a, &back)});
}

static const char *make_items(const struct making *w)
{
	struct q_item_list *item;
	struct oparl_text parts;
	size_t n = q_item_list(w->k->tx, w->m.m.id, &item);
	int64_t order = 0;
	oparl_text_begin(&parts);
	json_array(&parts.json, "agendaItem");
	for (size_t i = 0; i < n; i++) {
		if (!item[i].public || item[i].about_petition || cstr_eq(item[i].conclusion, "dropped"))
			continue;
		json_whole(&parts.json, NULL, make_item(w, &item[i], order++));
		if (has_paper(item[i].type))
			make_paper(w, &item[i]);
	}
	json_end(&parts.json);
	const char *text = oparl_text_end(w->a, &parts);
	return order ? text : "";
}

/* -- the minutes, as text: their original in Chinese, and in English */

static const char *sha512_hex(struct arena *a, const char *text)
{
	unsigned char h[crypto_hash_sha512_BYTES];
	char hex[2 * sizeof h + 1];
	crypto_hash_sha512(h, (const unsigned char *)text, strlen(text));
	return arena_strdup(a, sodium_bin2hex(hex, sizeof hex, h, sizeof h));
}

static const char *make_minutes(const struct making *w, enum lang lang)
{
	const struct q_meeting_find *f = w->m.meeting;
	const char *content = minutes_public(w->k->tx, &w->m, lang), *zh = arena_printf(w->a, "minutes zh %s", w->key), *en = arena_printf(w->a, "minutes en %s", w->key);
	const char *key = lang == LANG_ZH ? zh : en, *mine = token(w, "File", key);
	struct oparl_text t, back;
	oparl_text_begin(&t);
	json_text(&t.json, "name", msg_text(w->a, lang, T_OPARL_MINUTES));
	json_text(&t.json, "fileName", arena_printf(w->a, "minutes-%s-%s.txt", f->day, lang == LANG_ZH ? "zh" : "en"));
	json_text(&t.json, "mimeType", "text/plain");
	oparl_words(&t.json, "date", f->issued_day);
	json_int(&t.json, "size", (int64_t)strlen(content));
	json_text(&t.json, "sha512Checksum", sha512_hex(w->a, content));
	json_whole(&t.json, "accessUrl", arena_printf(w->a, "\"" OPARL_ROOT "/oparl/file/%s\"", mine));
	json_whole(&t.json, "downloadUrl", arena_printf(w->a, "\"" OPARL_ROOT "/oparl/file/%s/download\"", mine));
	if (lang == LANG_EN) {
		oparl_ref(&t.json, w->a, "masterFile", token(w, "File", zh));
	} else {
		json_array(&t.json, "derivativeFile");
		oparl_ref(&t.json, w->a, NULL, token(w, "File", en));
		json_end(&t.json);
	}
	oparl_text_begin(&back);
	json_array(&back.json, "meeting");
	oparl_ref(&back.json, w->a, NULL, w->token);
	json_end(&back.json);
	const char *own = oparl_text_end(w->a, &t);
	return oparl_keep(w->k, &(struct oparl_object){.type = "File", .key = key, .own = own, .back = oparl_text_end(w->a, &back), .content = content});
}

/* -- the meeting */

static const char *make_place(const struct making *w)
{
	struct oparl_text t, back;
	oparl_text_begin(&t);
	json_text(&t.json, "description", w->m.m.place);
	oparl_text_begin(&back);
	json_array(&back.json, "meetings");
	oparl_ref(&back.json, w->a, NULL, w->token);
	json_end(&back.json);
	const char *own = oparl_text_end(w->a, &t);
	return oparl_keep(w->k, &(struct oparl_object){.type = "Location", .key = w->key, .own = own, .back = oparl_text_end(w->a, &back)});
}

static void write_present(const struct making *w, struct json *j)
{
	struct q_public_present *p;
	size_t n = q_public_present(w->k->tx, w->m.m.id, &p);
	if (n == 0)
		return;
	json_array(j, "participant");
	for (size_t i = 0; i < n; i++)
		oparl_ref(j, w->a, NULL, token(w, "Person", arena_printf(w->a, "%lld", (long long)p[i].person_id)));
	json_end(j);
}

/* In the words of the specification: invited until the minutes are approved, then held. */
static void write_meeting(const struct making *w, struct json *j, bool cancelled)
{
	const struct q_meeting_find *f = w->m.meeting;
	json_text(j, "name", w->m.m.subject);
	json_text(j, "meetingState", w->issued ? "durchgeführt" : "eingeladen");
	json_bool(j, "cancelled", cancelled);
	json_text(j, "Huiyin:kind", f->kind);
	if (f->no != DB_NULL_INT)
		json_text(j, "Huiyin:number", meeting_number(w->a, f->year, f->no, 0, 0));
	day_t day;
	char begin[11];
	if (day_parse(str_of(f->day), &day)) {
		const char *zone = oparl_instant(w->a, day_start_ms(day, w->k->city->zone_min), w->k->city->zone_min) + strlen("2026-01-31T00:00:00");
		json_text(j, "start", arena_printf(w->a, "%sT%s:00%s", day_text(day, begin), f->time, zone));
	}
	json_whole(j, "location", make_place(w));
	json_array(j, "organization");
	oparl_ref(j, w->a, NULL, w->body);
	json_end(j);
	if (w->issued)
		write_present(w, j);
}

bool oparl_make_meeting(struct oparl_make *k, int64_t matter_id)
{
	struct making w = {.k = k, .a = k->tx->arena};
	struct oparl_text t;
	if (!matter_load(k->tx, k->city, matter_id, &w.m) || !w.m.meeting || !w.m.meeting->public || !w.m.meeting->body_public)
		return false;
	w.key = w.m.m.number;
	w.token = token(&w, "Meeting", w.key);
	w.body = token(&w, "Organization", arena_printf(w.a, "body %s", w.m.meeting->body_code));
	w.issued = cstr_eq(w.m.m.state, "issued") || cstr_eq(w.m.m.state, "closed");
	w.entries = q_entry_list(k->tx, matter_id, &w.entry);
	const char *items = make_items(&w);
	oparl_text_begin(&t);
	write_meeting(&w, &t.json, cstr_eq(w.m.m.state, "cancelled"));
	if (w.issued && *items) {
		json_whole(&t.json, "resultsProtocol", make_minutes(&w, LANG_ZH));
		make_minutes(&w, LANG_EN);
	}
	oparl_keep(k, &(struct oparl_object){.type = "Meeting", .key = w.key, .owner = w.body, .own = oparl_text_end(w.a, &t), .parts = items});
	return true;
}
