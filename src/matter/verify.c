/* The table of laws. Each query gives the words of every fault it finds; an
 * empty answer is the law kept. */
#include "verify.h"

#include "../base/bug.h"
#include "breach.h"
#include "data.h"

enum { PAGE_ARENA_BYTES = 64 * 1024 * 1024 };

struct teller { void (*say)(void *ctx, const char *law, const char *fault); void *ctx; const char *law; int64_t faults; };

/* One adapter per query: their row types differ in name only. */
#define LAW(name) \
	static void name##_row(void *ctx, const struct q_##name *row) { tell(ctx, row->what); } \
	static void name(struct tx *tx, struct teller *t) { q_##name(tx, name##_row, t); }

static void tell(struct teller *t, const char *fault)
{
	t->faults++;
	t->say(t->ctx, t->law, fault ? fault : "(no words)");
}

LAW(verify_state_event)
LAW(verify_has_event)
LAW(verify_event_chain)
LAW(verify_event_gap)
LAW(verify_event_order)
LAW(verify_clock_closed)
LAW(verify_clock_nominal)
LAW(verify_clock_stopped)
LAW(verify_clock_outcome)
LAW(verify_next_due)
LAW(verify_extension)
LAW(verify_opinion)
LAW(verify_service)
LAW(verify_series)
LAW(verify_accusation)
LAW(verify_restricted)
LAW(verify_assigned)
LAW(verify_recused)
LAW(verify_representatives)
LAW(verify_posts)
LAW(verify_unit_line)
LAW(verify_owner)
LAW(verify_sealed)
LAW(verify_decision)
LAW(verify_vote)
LAW(verify_breach)
LAW(verify_anonymous)

/* What petitioners were told of a breach is what the file says today. */
static void verify_breach_words(struct tx *tx, struct teller *t)
{
	struct q_breach_told_page *p;
	struct arena *caller = tx->arena;
	int64_t after = 0;
	size_t n;
	do {
		tx->arena = arena_new(PAGE_ARENA_BYTES);
		n = q_breach_told_page(tx, after, &p);
		for (size_t i = 0; i < n; i++) {
			struct q_breach_untold b = {.breach = p[i].breach, .found_day = p[i].found_day, .from_day = p[i].from_day, .to_day = p[i].to_day,
				.scope = p[i].scope, .what = p[i].what, .harm = p[i].harm, .done = p[i].done, .advice = p[i].advice, .contact = p[i].contact};
			after = p[i].event_id;
			if (!cstr_eq(data_get(tx->arena, p[i].data, "file"), breach_hash(tx->arena, &b)))
				tell(t, arena_printf(tx->arena, "%s: was told other words of breach %s than stand in the file", p[i].matter, p[i].breach));
		}
		arena_free(tx->arena);
	} while (n > 0 && tx->trouble == TROUBLE_NONE);
	tx->arena = caller;
}
LAW(verify_copies)
LAW(verify_transfer_copy)
LAW(verify_conveyance)
LAW(verify_conveyed)
LAW(verify_finding_facts)
LAW(verify_finding_persons)
LAW(verify_finding_plan)
LAW(verify_sup_opened)
LAW(verify_sup_recheck)
LAW(verify_public)
LAW(verify_case)
LAW(verify_published)
LAW(verify_proxy)
LAW(verify_parcel_photos)
LAW(verify_parcel_confirmed)

static const struct { const char *law; void (*run)(struct tx *tx, struct teller *t); } laws[] = {
	{"1 the state is where the last event led", verify_state_event},
	{"2 every matter has its event", verify_has_event},
	{"3 each event begins where the one before ended", verify_event_chain},
	{"4 no event is missing", verify_event_gap},
	{"5 nothing is backdated", verify_event_order},
	{"6 a closed matter has no running clock", verify_clock_closed},
	{"7 never due before nominal", verify_clock_nominal},
	{"8 an ended clock has its day and event", verify_clock_stopped},
	{"9 kept means in time, missed means late", verify_clock_outcome},
	{"10 the next due date is that of the clocks", verify_next_due},
	{"11 extended once, by at most 30 days, by another person", verify_extension},
	{"12 an issued paper is whole", verify_opinion},
	{"13 nothing is received before it is issued", verify_service},
	{"14 document numbers have no gaps", verify_series},
	{"15 an accusation never lies with the accused", verify_accusation},
	{"16 every accusation is restricted", verify_restricted},
	{"17 an assigned matter closes with its report", verify_assigned},
	{"18 a recused person handles nothing", verify_recused},
	{"19 at most five representatives", verify_representatives},
	{"20 administration, audit, data protection and business are apart", verify_posts},
	{"21 no unit stands below itself", verify_unit_line},
	{"22 every open matter lies with a unit that exists", verify_owner},
	{"23 every identity is sealed", verify_sealed},
	{"24 petitioners are told of a breach that two persons confirmed", verify_breach},
	{"25 what they were told is what the breach file says", verify_breach_words},
	{"26 only the petitioner ends anonymity", verify_anonymous},
	{"27 what issued minutes decide has its task", verify_decision},
	{"28 who has no vote did not vote", verify_vote},
	{"29 of every file there is a copy without traces, or the reason why not", verify_copies},
	{"30 what tells who wrote it goes to a unit checked, or released by two persons", verify_transfer_copy},
	{"31 a report on a directive stands on every step before it", verify_conveyance},
	{"32 every unit a directive went to is answered for", verify_conveyed},
	{"33 a finding is signed off by three verified facts and a decision", verify_finding_facts},
	{"34 who did, endorsed, verified and rechecked are apart", verify_finding_persons},
	{"35 a plan tackles symptom and root cause, and its first day stands", verify_finding_plan},
	{"36 nothing about a petition is published", verify_public},
	{"37 a further code is given and taken back by acts, and does not do what is the petitioner's own", verify_proxy},
	{"38 a supervision item is opened by a decision or an approval", verify_sup_opened},
	{"39 who took part in a supervision item does not recheck it", verify_sup_recheck},
	{"40 a parcel is added, restored and confirmed by acts, with its photos", verify_parcel_photos},
	{"41 another unit and person confirm a parcel, before its matter is done", verify_parcel_confirmed},
	{"42 a forwarded case is answered, signed and checked by different persons", verify_case},
	{"43 what is published of rectification was published by an act, in words for the public", verify_published},
};
enum { LAWS = sizeof laws / sizeof *laws };

static void store_fault(void *ctx, const char *fault)
{
	struct teller *t = ctx;
	t->say(t->ctx, "0 the store is whole", fault);
}

int verify_laws(void)
{
	return LAWS + 1;
}

int64_t verify_all(struct city *c, void (*say)(void *ctx, const char *law, const char *fault), void *ctx)
{
	struct teller t = {say, ctx, "", 0};
	struct tx tx;
	struct arena *a = arena_new(256 * 1024 * 1024);
	int64_t faults = store_verify(c->store, store_fault, &t);
	read_begin(c->store, 0, a, &tx);
	for (int i = 0; i < LAWS; i++) {
		t.law = laws[i].law;
		laws[i].run(&tx, &t);
	}
	if (tx.trouble != TROUBLE_NONE) {
		say(ctx, "0 the store is whole", tx.why);
		faults++;
	}
	read_end(&tx);
	arena_free(a);
	return faults + t.faults;
}
