/* Map files: how a foreign register's columns become a matter. Form
 * (rules/import/NAME.map); `#` begins a comment, values stand in quotes when
 * they hold blanks:
 *
 *     map        messages-zh                 # the name, part of every row's identity here
 *     procedure  petition                    # petition or hotline
 *     channel    mailbox
 *     class      appeal                      # petition: appeal or suggestion
 *     grade      complex                     # hotline: which clock a ticket has
 *     lang       zh
 *     register   xfj                         # unit that registered; else the city's bureau or hotline
 *     lead       zjj                         # unit that answers; else the one that registered
 *     column     subject "留言主题"           # field, name of its column
 *     default    body "{subject} at {place}" # when the cell is blank, or there is no such column
 *     time       "Y/M/D h:m:s"               # as many as occur; Y M D h m s, p is AM or PM
 *     received_only "*已收悉"                 # a reply that says no more is no answer
 *     status     "Completed" answered        # or: open
 *
 * Fields: id requester subject body created reply replied status place category confidential.
 * id, subject, body and created must have a column or a default.
 *
 * A received_only pattern is compared with the reply without blanks and
 * punctuation; `*` stands for at most MAP_STAR characters, so that a long
 * answer that also says "received" stays an answer. */
#ifndef MATTER_MAPFILE_H
#define MATTER_MAPFILE_H

#include "../base/arena.h"
#include "../base/date.h"
#include "../rule/clock.h"

enum map_field { MAP_ID, MAP_REQUESTER, MAP_SUBJECT, MAP_BODY, MAP_CREATED, MAP_REPLY, MAP_REPLIED, MAP_STATUS,
	MAP_PLACE, MAP_CATEGORY, MAP_CONFIDENTIAL, MAP__MAX };
extern const char *const map_field_names[MAP__MAX];

enum map_status { MAP_STATUS_NONE, MAP_STATUS_ANSWERED, MAP_STATUS_OPEN, MAP_STATUS_UNKNOWN };
enum { MAP_LIST = 40, MAP_STAR = 12, MAP_COLUMNS_MAX = 1000 };

struct map_word { const char *word; enum map_status status; };

struct mapfile {
	const char *name, *procedure, *channel, *class_, *grade, *lang;
	const char *unit_register, *unit_lead;         /* NULL: not said */
	const char *column[MAP__MAX];  /* NULL: none */
	const char *standard[MAP__MAX];/* of `default`; NULL: none */
	const char *time[MAP_LIST]; size_t times;
	const char *received_only[MAP_LIST]; size_t patterns;
	struct map_word status[MAP_LIST]; size_t statuses;
};

/* false: *err has file, line and an English reason. Everything lives in the arena. */
bool mapfile_parse(struct arena *a, const char *file, struct str text, struct mapfile *out, struct rule_error *err);

/* Which cell of a record each field stands in, by the header; SIZE_MAX when there is none.
 * NULL, or the name of a column that the header lacks. Blanks around names do not count. */
const char *mapfile_columns(const struct mapfile *m, const struct str *header, size_t n, size_t at[static MAP__MAX]);

/* Workbooks: the days and times that are dates there, not text, come in these forms. */
void mapfile_add_days(struct mapfile *m);
/* A time in one of the map's forms; *clocked tells that it had a time of day. */
bool mapfile_time(const struct mapfile *m, struct str s, int zone_min, int64_t *utc_ms, bool *clocked);
/* Does the reply say no more than that the letter was received? */
bool mapfile_received_only(const struct mapfile *m, struct arena *a, struct str reply);
enum map_status mapfile_status(const struct mapfile *m, struct str word);
/* The default of a field with the row's other fields filled in; STR_NONE when there is none. */
struct str mapfile_standard(struct arena *a, const struct mapfile *m, enum map_field f, const struct str value[static MAP__MAX]);

#endif
