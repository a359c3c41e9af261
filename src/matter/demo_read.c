/* The files of the demo city. Laws: 1 a broken line is told by file, line and
 * reason; 2 what is read is checked again by the deeds it becomes. */
#include "demo_parts.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../rule/calendar_line.h"

enum { STORIES = 100, TOPICS = 100, WORD_ROWS = 200, TABLE_ROWS = 1000 };

const char *const demo_part_names[DEMO_PART__MAX] = {"subject", "text", "requests", "facts", "opinion", "basis"};

static const char *bad(struct arena *a, const char *file, int line, const char *reason)
{
	return arena_printf(a, "demo/%s:%d: %s", file, line, reason);
}

static const char *read_text(struct arena *a, const char *dir, const char *file, struct str *out)
{
	int r = os_read_file(a, arena_printf(a, "%s/%s", dir, file), LIMIT_RULE_FILE_BYTES, out);
	return r < 0 ? arena_printf(a, "%s/%s cannot be read (%s)", dir, file, strerror(-r)) : NULL;
}

const char *demo_table(struct arena *a, const char *dir, const char *file, size_t columns, const char ****rows, size_t *n)
{
	struct str rest, line;
	const char *why = read_text(a, dir, file, &rest);
	if (why)
		return why;
	*rows = arena_make_n(a, const char **, TABLE_ROWS);
	*n = 0;
	str_line(&rest, &line);
	for (int at = 2; str_line(&rest, &line); at++) {
		const char **cell = arena_make_n(a, const char *, columns);
		size_t k = 0;
		while (line.p && k < columns)
			cell[k++] = arena_cstr(a, str_cut(&line, ','));
		if (k < columns || line.p)
			return bad(a, file, at, "the row has another number of columns than the header");
		if (*n == TABLE_ROWS)
			return bad(a, file, at, "more than 1000 rows");
		(*rows)[(*n)++] = cell;
	}
	return NULL;
}

/* -- stories */

/* "count=4": the value when key fits. */
static bool valued(struct arena *a, struct str word, const char *key, const char **out)
{
	size_t n = strlen(key);
	if (!str_starts(word, key) || word.n <= n || word.p[n] != '=')
		return false;
	*out = arena_cstr(a, str_from(word, n + 1));
	return true;
}

static const char *read_story(struct arena *a, struct str rest, struct demo_story *s)
{
	struct str word;
	const char *count = "0", *heads = "1";
	int64_t number;
	s->site = "city";
	if (!line_word(&rest, &word))
		return "a story has a name";
	s->name = arena_cstr(a, word);
	if (!line_word(&rest, &word))
		return "a story has a procedure";
	s->procedure = arena_cstr(a, word);
	while (line_word(&rest, &word))
		if (!valued(a, word, "count", &count) && !valued(a, word, "heads", &heads) && !valued(a, word, "class", &s->class_) &&
			!valued(a, word, "site", &s->site) && !valued(a, word, "after", &s->after))
			return "known are count= class= site= after= heads=";
	if (!str_i64(str_of(count), &number) || number < 0 || number > 1000)
		return "count is a number up to 1000";
	s->count = (int)number;
	if (!str_i64(str_of(heads), &number) || number < 1 || number > 1000)
		return "heads is a number up to 1000";
	s->heads = (int)number;
	return NULL;
}

static const char *read_step(struct arena *a, struct str rest, struct demo_step *step)
{
	struct str word;
	int64_t gap;
	if (!line_word(&rest, &word) || !str_i64(word, &gap) || gap < 0 || gap > 400)
		return "a step begins with a number of days";
	step->gap = (int)gap;
	if (!line_word(&rest, &word) || word.n == 0)
		return "who does the step?";
	step->child = word.p[0] == '+';
	word = str_from(word, step->child);
	if (word.n != 1 || !strchr("probshuavw-", word.p[0]))
		return "who is one of p r o b s h u a v w -";
	step->who = word.p[0];
	if (!line_word(&rest, &word))
		return "which act?";
	step->act = str_is(word, "-") ? NULL : arena_cstr(a, word);
	while (line_word(&rest, &word)) {
		if (step->sets == DEMO_SETS)
			return "more than 6 fields";
		struct demo_set *set = &step->set[step->sets++];
		struct str value = word;
		set->field = arena_cstr(a, str_cut(&value, '='));
		set->value = value.p ? arena_cstr(a, value) : NULL;
	}
	return NULL;
}

const char *demo_stories(struct arena *a, const char *dir, struct demo_data *out)
{
	struct str rest, line, peek, word;
	const char *why = read_text(a, dir, "stories.txt", &rest);
	out->story = arena_make_n(a, struct demo_story, STORIES);
	for (int at = 1; !why && str_line(&rest, &line); at++) {
		struct demo_story *s = out->stories ? &out->story[out->stories - 1] : NULL;
		peek = line;
		if (line_done(line) || !line_word(&peek, &word))
			continue;
		const char *reason = NULL;
		if (str_is(word, "story")) {
			reason = out->stories == STORIES ? "more than 100 stories" : read_story(a, peek, &out->story[out->stories++]);
		} else if (!s || s->steps == DEMO_STEPS) {
			reason = "a step stands in a story of at most 24 steps";
		} else {
			s->step[s->steps].line = at;
			reason = read_step(a, line, &s->step[s->steps++]);
		}
		why = reason ? bad(a, "stories.txt", at, reason) : NULL;
	}
	return why;
}

/* -- topics */

static const char *read_pair(struct arena *a, struct str rest, const char *out[LANG__MAX])
{
	struct str en, zh;
	if (!line_pair(&rest, &en, &zh) || !line_done(rest))
		return "en \"...\" zh \"...\" must follow";
	out[LANG_EN] = arena_cstr(a, en);
	out[LANG_ZH] = arena_cstr(a, zh);
	return NULL;
}

static const char *read_topic(struct arena *a, struct str rest, struct demo_topic *t)
{
	struct str word;
	if (!line_word(&rest, &word))
		return "a topic has a unit";
	t->unit = arena_cstr(a, word);
	if (!line_word(&rest, &word))
		return "a topic has a class";
	t->class_ = arena_cstr(a, word);
	while (t->belows < DEMO_BELOW && line_word(&rest, &word))
		t->below[t->belows++] = arena_cstr(a, word);
	return line_done(rest) ? NULL : "more than 4 units below";
}

static const char *read_words(struct arena *a, struct str rest, struct demo_words *w)
{
	struct str act, field;
	if (!line_word(&rest, &act) || !line_word(&rest, &field))
		return "words ACT FIELD";
	w->act = arena_cstr(a, act);
	w->field = arena_cstr(a, field);
	return read_pair(a, rest, w->text);
}

static const char *topic_line(struct arena *a, struct str word, struct str rest, struct demo_data *out)
{
	if (str_is(word, "topic"))
		return out->topics == TOPICS ? "more than 100 topics" : read_topic(a, rest, &out->topic[out->topics++]);
	if (str_is(word, "words"))
		return out->word_rows == WORD_ROWS ? "more than 200 words" : read_words(a, rest, &out->words[out->word_rows++]);
	for (int p = 0; out->topics && p < DEMO_PART__MAX; p++)
		if (str_is(word, demo_part_names[p]))
			return read_pair(a, rest, out->topic[out->topics - 1].part[p]);
	return "known are topic, words and, in a topic, subject text requests facts opinion basis";
}

const char *demo_topics(struct arena *a, const char *dir, struct demo_data *out)
{
	struct str rest, line, peek, word;
	const char *why = read_text(a, dir, "topics.txt", &rest);
	out->topic = arena_make_n(a, struct demo_topic, TOPICS);
	out->words = arena_make_n(a, struct demo_words, WORD_ROWS);
	for (int at = 1; !why && str_line(&rest, &line); at++) {
		peek = line;
		if (line_done(line) || !line_word(&peek, &word))
			continue;
		const char *reason = topic_line(a, word, peek, out);
		why = reason ? bad(a, "topics.txt", at, reason) : NULL;
	}
	return why;
}
