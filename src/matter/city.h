/* A running city: its store, rules, calendar and settings, opened once. Rules
 * are files in DIR/rules that the city can change; a broken one is refused at
 * start with file, line and reason. */
#ifndef MATTER_CITY_H
#define MATTER_CITY_H

#include "../base/date.h"
#include "../base/msg.h"
#include "../rule/calendar.h"
#include "../rule/clock.h"
#include "../rule/place.h"
#include "../rule/procedure.h"
#include "../rule/programme.h"
#include "../rule/retention.h"
#include "../rule/warning.h"
#include "../store/store.h"
#include "seal.h"

enum { CITY_PROCEDURES = 16 };

struct city {
	struct arena *arena;           /* for the life of the process */
	struct store *store;
	struct clock_rules clocks;
	struct retention retention;    /* no rows: the city has no such file, and erases nothing */
	struct warnings warnings;      /* of findings that come near their day */
	struct gazetteer places;          /* names on maps; without its file the whole earth */
	struct programmes programmes;  /* none: the city has no such file */
	struct procedure procedure[CITY_PROCEDURES];
	size_t procedures;
	const struct calendar *_Atomic calendar;   /* replaced whole when one is loaded */
	int zone_min;
	const char *name[LANG__MAX];
	struct ledger_witnesses *witnesses;    /* asked to cosign it; NULL: none (ledger_witness.h) */
	struct ledger *ledger;         /* its key and signed head; NULL: signs nothing (ledger_run.h) */
	unsigned char key[32];         /* of keyed hashes: query codes, sessions, petitioners */
	struct seal_key office_public, office_secret;  /* identities are sealed to it (office_key.h) */
	bool office_opens;             /* the private key is here */
	struct day_key *day_key;       /* of who knocks too often */
};

/* Makes DIR with the newest schema and a copy of the rules; English reason, or NULL. */
const char *city_create(struct arena *a, const char *dir, const char *rules_dir, const char *name_zh, const char *name_en);
/* NULL and *why (file:line: reason) when it cannot. */
struct city *city_open(const char *dir, enum store_mode mode, const char **why);
void city_close(struct city *c);
/* Reads rules from a folder without a store (rules check, clock). */
const char *city_rules_read(struct arena *a, const char *rules_dir, struct city *out);
const struct procedure *city_procedure(const struct city *c, const char *code);
/* Builds the calendar anew from DIR/rules/calendar and the confirmed texts in the database. */
const char *city_calendar_reload(struct city *c);
struct now city_now(const struct city *c);
struct sha256 city_keyed(const struct city *c, const char *purpose, struct str value);
/* The words rule files may use. */
struct proc_words city_words(const struct clock_rules *clocks);

#endif
