/* Procedures: a good text gives the right rows; for every law and every error of
 * the text form a broken variant is refused with the right line and reason. */
#include "test.h"

#include "../../src/base/limits.h"
#include "../../src/base/os.h"
#include "../../src/rule/procedure.h"

static const char MAIN[] =
	"# a small procedure\n"                                                              /* 1 */
	"procedure small\n"
	"name en \"Small\" zh \"小程序\"\n"
	"source \"信访工作条例\" 2022-05-01\n"
	"state new start en \"New\" zh \"新\"\n"                                             /* 5 */
	"state open en \"Open\" zh \"办理中\"   # being handled\n"
	"state done final en \"Done\" zh \"办结\"\n"
	"include extra\n"
	"act begin en \"Begin\" zh \"开始\"\n"
	"act end en \"End\" zh \"结束\" confirm\n"                                           /* 10 */
	"act note en \"Note\" zh \"批注\"\n"
	"new | begin | open | clerk petitioner@self | text files? | class:appeal !late | lead mail | handle | - | letter | REG 22(1)\n"
	"new | begin | open | clerk | text | class:advice !late | - | handle notice | - | - | local: fast\n"
	"open held | end | done | clerk system | - | - | - | - | * | - | REG 34\n"
	"* | note | = | clerk | text | - | - | - | - | - | local\n"                          /* 15 */
	"done | note | = | petitioner | text | - | - | - | - | - | local\n"
	"kind petition\n";

static const char EXTRA[] =
	"fragment extra\n"                                                                   /* 1 */
	"state held en \"On hold\" zh \"暂停\"\n"
	"act hold en \"Hold\" zh \"暂停办理\"\n"
	"open | hold | held | clerk | - | - | - | pause | handle notice | - | REG 36\n";

static const char *const ROLES[] = {"clerk", "petitioner", "system", NULL};
static const char *const RELATIONS[] = {"self", "lead", NULL};
static const char *const FIELDS[] = {"text", "files", NULL};
static const char *const CONDS[] = {"class:", "late", "running:*", "early", NULL};
static const char *const EFFECTS[] = {"lead", "mail", NULL};
static const char *const NOTICES[] = {"letter", NULL};
static const struct clock_rule CLOCK[] = {{.code = "handle"}, {.code = "notice"}, {.code = "pause"}};
static const struct clock_rules CLOCKS = {CLOCK, 3};
static const char *const KINDS[] = {"petition", "meeting", NULL};
static const struct proc_words WORDS = {ROLES, FIELDS, CONDS, EFFECTS, NOTICES, &CLOCKS, RELATIONS, KINDS};

enum { ARENA = 64 * 1024 * 1024 };

static bool parse(struct arena *a, const char *text, const char *extra,
	const struct proc_words *words, struct procedure *p, struct rule_error *err)
{
	const struct rule_file files[] = {{"main", str_of(text)}, {"extra", str_of(extra)}};
	return procedure_parse(a, files, 2, "small", words, p, err);
}

/* text with the first `from` made `to`. */
static const char *edited(struct arena *a, const char *text, const char *from, const char *to)
{
	struct str s = str_of(text);
	size_t at = str_find(s, str_of(from));
	CHECK(at != SIZE_MAX);
	if (at == SIZE_MAX)
		return text;
	return arena_printf(a, "%.*s%s%s", (int)at, text, to, text + at + strlen(from));
}

struct broken { const char *file, *from, *to; int line; const char *reason; };

static void check_broken(const struct broken *b)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	bool extra = cstr_eq(b->file, "extra");
	bool ok = parse(a, extra ? MAIN : edited(a, MAIN, b->from, b->to),
		extra ? edited(a, EXTRA, b->from, b->to) : EXTRA, &WORDS, &p, &err);
	CHECK(!ok);
	if (!ok) {
		CHECK_STR(err.reason, b->reason);
		CHECK_STR(err.file, b->file);
		CHECK_INT(err.line, b->line);
	} else {
		fprintf(stderr, "accepted: %s -> %s\n", b->from, b->to);
	}
	arena_free(a);
}

#define CHECK_BROKEN(table) \
	for (size_t i_ = 0; i_ < sizeof(table) / sizeof *(table); i_++) \
		check_broken(&(table)[i_])

TEST(a_good_procedure_gives_its_states_acts_and_rows)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	CHECK(parse(a, MAIN, EXTRA, &WORDS, &p, &err));
	CHECK_STR(p.code, "small");
	CHECK_STR(p.name[LANG_ZH], "小程序");
	CHECK_STR(p.source, "信访工作条例 2022-05-01");
	CHECK_INT(p.states, 4);
	CHECK_INT(p.acts, 4);
	CHECK_INT(p.rows, 1 + 2 + 2 + 3 + 1);
	CHECK_STR(p.state[3].code, "held");
	CHECK_STR(p.state[3].file, "extra");
	CHECK_INT(p.state[3].line, 2);
	CHECK(p.state[0].start && !p.state[0].final && p.state[2].final);
	CHECK(p.act[proc_act_find(&p, "end")].confirm && !p.act[proc_act_find(&p, "note")].confirm);
	CHECK_STR(p.kind, "petition");
	CHECK(!p.inner && !p.act[proc_act_find(&p, "note")].internal && !p.act[proc_act_find(&p, "end")].voids);
	CHECK_INT(proc_state_find(&p, "nowhere"), -1);
	CHECK_INT(proc_act_find(&p, "nothing"), -1);
	arena_free(a);
}

TEST(flags_stand_behind_acts_and_the_kind)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	const char *text = edited(a, MAIN, "kind petition", "kind meeting inner");
	text = edited(a, text, "act note en", "act note internal voids en");
	CHECK(parse(a, text, EXTRA, &WORDS, &p, &err));
	const struct proc_act *note = &p.act[proc_act_find(&p, "note")];
	CHECK_STR(p.kind, "meeting");
	CHECK(p.inner && note->internal && note->voids && !note->confirm);
	arena_free(a);
}

TEST(a_row_has_what_its_cells_say)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	CHECK(parse(a, MAIN, EXTRA, &WORDS, &p, &err));
	int from = proc_state_find(&p, "new"), begin = proc_act_find(&p, "begin");
	int i = proc_row_next(&p, from, begin, -1);
	const struct proc_row *r = &p.row[i];
	CHECK_STR(r->who[0], "clerk");
	CHECK_STR(r->who[1], "petitioner@self");
	CHECK(!r->who[2]);
	CHECK_STR(r->needs[1], "files");
	CHECK(!r->optional[0] && r->optional[1]);
	CHECK_STR(r->cond[0], "class:appeal");
	CHECK_STR(r->cond[1], "late");
	CHECK(!r->negated[0] && r->negated[1]);
	CHECK_STR(r->effect[1], "mail");
	CHECK_STR(r->start[0], "handle");
	CHECK(!r->stop[0]);
	CHECK_STR(r->notice[0], "letter");
	CHECK_STR(r->article, "REG 22(1)");
	CHECK_STR(p.state[r->to].code, "open");
	CHECK_INT(r->line, 12);
	CHECK_STR(r->file, "main");
	int second = proc_row_next(&p, from, begin, i);
	CHECK(second > i);
	CHECK_STR(p.row[second].article, "local: fast");
	CHECK_INT(proc_row_next(&p, from, begin, second), -1);
	CHECK_INT(proc_row_next(&p, proc_state_find(&p, "done"), begin, -1), -1);
	arena_free(a);
}

TEST(a_star_is_every_state_that_is_not_final_and_equal_stays)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	CHECK(parse(a, MAIN, EXTRA, &WORDS, &p, &err));
	int note = proc_act_find(&p, "note"), open = 0;
	for (size_t s = 0; s < p.states; s++) {
		int i = proc_row_next(&p, (int)s, note, -1);
		CHECK(i >= 0);
		CHECK_INT(p.row[i].to, (int)s);
		open += p.row[i].line == 15;
		CHECK_INT(p.row[i].line == 15, !p.state[s].final);
	}
	CHECK_INT(open, 3);
	int end = proc_act_find(&p, "end");
	CHECK_INT(proc_row_next(&p, proc_state_find(&p, "new"), end, -1), -1);
	CHECK_STR(p.row[proc_row_next(&p, proc_state_find(&p, "held"), end, -1)].stop[0], "*");
	arena_free(a);
}

TEST(a_hash_begins_a_comment_only_behind_a_blank_and_outside_quotes)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	const char *text = edited(a, edited(a, MAIN, "\"Open\"", "\"No # 1\""), "REG 34", "REG#34 # why");
	CHECK(parse(a, text, EXTRA, &WORDS, &p, &err));
	CHECK_STR(p.state[1].name[LANG_EN], "No # 1");
	int end = proc_act_find(&p, "end");
	CHECK_STR(p.row[proc_row_next(&p, 1, end, -1)].article, "REG#34");
	arena_free(a);
}

TEST(one_file_may_hold_several_parts_with_any_line_ends)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	struct buf b;
	buf_init(&b, 1 << 20);
	for (const char *s = MAIN; *s; s++) {
		if (*s == '\n')
			buf_char(&b, '\r');
		buf_char(&b, *s);
	}
	buf_cstr(&b, EXTRA);
	CHECK(parse(a, b.p, "", &WORDS, &p, &err));
	CHECK_INT(p.state[3].line, 17 + 2);
	CHECK(parse(a, edited(a, MAIN, "# a small", "\t # a small"), EXTRA, NULL, &p, &err));
	buf_free(&b);
	arena_free(a);
}

TEST(broken_head_lines_are_refused)
{
	static const struct broken B[] = {
		{"main", "# a small procedure", "state x", 1, "\"state x\" stands before the first line \"procedure NAME\" or \"fragment NAME\""},
		{"main", "procedure small", "procedure Small", 2, "\"Small\" is not a name for a procedure; use a-z, 0-9 and _"},
		{"main", "procedure small", "procedure tall", 0, "no file has a line \"procedure small\""},
		{"extra", "fragment extra", "fragment two words", 1, "\"two words\" is not a name for a fragment; use a-z, 0-9 and _"},
		{"main", "name en \"Small\" zh \"小程序\"", "", 2, "the procedure has no name; write: name en \"...\" zh \"...\""},
		{"main", "zh \"小程序\"", "", 3, "the name in Chinese is missing; write: zh \"...\""},
		{"main", "en \"Small\"", "", 3, "the name in English is missing; write: en \"...\""},
		{"main", "en \"Small\"", "en \" \"", 3, "behind \"en\" must stand the name in quotes"},
		{"main", "en \"Small\"", "en Small", 3, "behind \"en\" must stand the name in quotes"},
		{"main", "en \"Small\"", "en \"A\" en \"B\"", 3, "\"en\" stands twice in the line"},
		{"main", "zh \"小程序\"", "zh \"小程序", 3, "the quote before \"小程序\" is never closed"},
		{"main", "source", "name en \"A\" zh \"B\"\nsource", 4, "the procedure has a name already"},
		{"main", "source \"信访工作条例\" 2022-05-01", "", 2, "the procedure has no source; write: source \"statute\" YYYY-MM-DD"},
		{"main", "source \"信访工作条例\"", "source 信访工作条例", 4, "the statute's name in quotes is missing; write: source \"statute\" YYYY-MM-DD"},
		{"main", "2022-05-01", "2022-02-30", 4, "behind the statute must stand the day it came into force, as YYYY-MM-DD"},
		{"main", "2022-05-01", "", 4, "behind the statute must stand the day it came into force, as YYYY-MM-DD"},
		{"main", "2022-05-01", "2022-05-01 on", 4, "unexpected \"on\" behind the day"},
		{"main", "kind petition\n", "", 2, "the procedure has no kind; write: kind petition, and mark internal acts (as in the shipped rules)"},
		{"main", "kind petition", "kind", 17, "the kind of its matters is missing; write: kind petition"},
		{"main", "kind petition", "kind petition\nkind meeting", 18, "the procedure has a kind already"},
		{"main", "kind petition", "kind petition outer", 17, "unexpected \"outer\" behind the kind; only inner may stand there"},
		{"main", "kind petition", "kind petition inner inner", 17, "unexpected \"inner\" behind the kind; only inner may stand there"},
		{"main", "kind petition", "kind petitoin", 17, "unknown kind \"petitoin\"; did you mean \"petition\"?"},
		{"main", "2022-05-01", "2022-05-01\nsource \"B\" 2020-01-01", 5, "the procedure has a source already"},
		{"main", "state new", "state", 5, "a code is missing; write: state CODE en \"...\" zh \"...\""},
		{"main", "state new start", "state new begin", 5, "unexpected \"begin\"; right would be: start or final, en \"...\" zh \"...\""},
		{"main", "state new", "state 1new", 5, "\"1new\" is not a code for a state; use a-z, 0-9 and _, a letter first"},
		{"main", "state open", "state new", 6, "state \"new\" is already declared in file \"main\", line 5"},
		{"main", "state new start", "state new start final", 5, "state \"new\" is both start and final; it can be one of them"},
		{"main", "act end en \"End\" zh \"结束\" confirm", "act end en \"End\" zh \"结束\" sure", 10, "unexpected \"sure\"; right would be: confirm or internal or voids or after, en \"...\" zh \"...\""},
		{"main", "act note", "act end", 11, "act \"end\" is already declared in file \"main\", line 10"},
		{"main", "act note en \"Note\" zh \"批注\"", "act", 11, "a code is missing; write: act CODE en \"...\" zh \"...\""},
		{"main", "act note", "act no-te", 11, "\"no-te\" is not a code for an act; use a-z, 0-9 and _, a letter first"},
		{"main", "include extra", "include other", 8, "no file has a line \"fragment other\""},
		{"main", "include extra", "include extra\ninclude extra", 9, "fragment \"extra\" is included twice"},
		{"main", "include extra", "sate x", 8, "\"sate\" does not begin a line; right would be name, source, kind, state, act, include, or a row of 11 cells with | between them"},
		{"main", "include extra", "procedure small", 8, "procedure \"small\" stands already in file \"main\", line 2"},
		{"extra", "state held", "name en \"A\" zh \"B\"\nstate held", 2, "a fragment has no name of its own; it stands in the procedure"},
		{"extra", "state held", "include extra\nstate held", 2, "fragment \"extra\" is included twice"},
		{"main", "\"小程序\"", "\"\xFF\"", 3, "the line is not valid UTF-8; save the file as UTF-8"},
		{"main", "include extra", "include \x01", 8, "the line holds a control character (byte 1); remove it"},
	};
	CHECK_BROKEN(B);
}

TEST(broken_rows_are_refused)
{
	static const struct broken B[] = {
		{"main", "| REG 34", "", 14, "the row has 10 cells; right would be 11: from | act | to | who | needs | if | do | start | stop | notice | article"},
		{"main", "| REG 34", "| REG | 34", 14, "the row has 12 cells; right would be 11: from | act | to | who | needs | if | do | start | stop | notice | article"},
		{"main", "| * | - | REG 34", "| * |  | REG 34", 14, "the cell \"notice\" is empty; write - for nothing"},
		{"main", "| - | REG 34", "| - | -", 14, "the cell \"article\" must not be -"},
		{"main", "done | clerk system |", "done | - |", 14, "the cell \"who\" must not be -"},
		{"main", "open held | end", "open heldd | end", 14, "unknown state \"heldd\"; did you mean \"held\"?"},
		{"main", "open held | end", "open nowhere_at_all | end", 14, "unknown state \"nowhere_at_all\"; known: new, open, done, held"},
		{"main", "open held | end", "open open | end", 14, "state \"open\" stands twice in the cell \"from\""},
		{"main", "open held | end | done", "open held | end | dome", 14, "unknown state \"dome\"; did you mean \"done\"?"},
		{"main", "open held | end |", "open held | finish |", 14, "unknown act \"finish\"; known: hold, begin, end, note"},
		{"main", "done | clerk system", "done | Clerk system", 14, "\"Clerk\" in the cell \"who\" is not a name; use a-z, 0-9 and _, a letter first"},
		{"main", "petitioner@self", "petitioner@", 12, "\"petitioner@\" in the cell \"who\" has no relation behind @; right would be role@relation"},
		{"main", "class:appeal", "class:", 12, "\"class:\" in the cell \"if\" has no argument behind the colon; right would be condition:argument"},
		{"main", "lead mail", "lead lead", 12, "\"lead\" in the cell \"do\" stands twice"},
		{"main", "text files?", "text text?", 12, "\"text?\" in the cell \"needs\" stands twice"},
		{"main", "| * | - | REG 34", "| * handle | - | REG 34", 14, "* in the cell \"stop\" stops every clock; it must stand alone"},
		{"main", "| - | * | - | REG 34", "| * | - | - | REG 34", 14, "\"*\" in the cell \"start\" is not a name; use a-z, 0-9 and _, a letter first"},
	};
	CHECK_BROKEN(B);
}

TEST(law_1_rows_for_one_state_and_act_exclude_each_other)
{
	static const struct broken B[] = {
		{"main", "class:advice !late", "!late", 13, "act \"begin\" in state \"new\" stands already in file \"main\", line 12; the two rows need conditions that cannot both hold, such as X and !X"},
		{"main", "class:advice !late", "class:appeal", 13, "act \"begin\" in state \"new\" stands already in file \"main\", line 12; the two rows need conditions that cannot both hold, such as X and !X"},
		{"main", "class:advice !late", "!class:advice", 13, "act \"begin\" in state \"new\" stands already in file \"main\", line 12; the two rows need conditions that cannot both hold, such as X and !X"},
		{"main", "done | note | = | petitioner", "open | note | = | petitioner", 16, "act \"note\" in state \"open\" stands already in file \"main\", line 15; the two rows need conditions that cannot both hold, such as X and !X"},
		{"main", "class:advice !late", "late !late", 13, "\"!late\" in the cell \"if\" stands twice"},
		{"main", "class:advice !late", "class:advice class:appeal", 13, "the conditions of this row can never hold together"},
	};
	CHECK_BROKEN(B);
}

TEST(law_1_takes_a_condition_against_its_negation)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	CHECK(parse(a, edited(a, MAIN, "class:advice !late", "late"), EXTRA, &WORDS, &p, &err));
	CHECK(parse(a, edited(a, MAIN, "class:advice !late", "!class:appeal"), EXTRA, &WORDS, &p, &err));
	/* running:* takes arguments that may hold together */
	const char *both = edited(a, edited(a, MAIN, "class:advice !late", "running:handle"),
		"class:appeal !late", "running:notice");
	CHECK(!parse(a, both, EXTRA, &WORDS, &p, &err));
	CHECK_INT(err.line, 13);
	CHECK(parse(a, both, EXTRA, NULL, &p, &err));
	arena_free(a);
}

TEST(law_2_one_start_and_everything_reachable)
{
	static const struct broken B[] = {
		{"main", "state new start", "state new", 5, "no state is marked as start; write: state CODE start en \"...\" zh \"...\""},
		{"main", "state open", "state open start", 6, "state \"open\" is a second start state; the first is \"new\", and there can be only one"},
		{"main", "include extra", "state lost en \"Lost\" zh \"失\"\nstate gone en \"Gone\" zh \"去\"\n"
			"lost | hold | gone | clerk | - | - | - | - | - | - | local\n"
			"gone | end | lost | clerk | - | - | - | - | - | - | local\n"
			"gone | hold | done | clerk | - | - | - | - | - | - | local\ninclude extra", 8,
			"state \"lost\" cannot be reached from \"new\"; only rows from states as unreachable lead to it"},
	};
	CHECK_BROKEN(B);
}

TEST(law_3_final_is_final_and_all_others_lead_on)
{
	static const struct broken B[] = {
		{"main", "done | note | = | petitioner", "done | note | open | petitioner", 16, "state \"done\" is final, but this row leads out of it to \"open\""},
		{"main", "done | note | = | petitioner", "done | note | = | petitioner clerk", 16, "state \"done\" is final; only petitioner or system may still act in it, or whoever does an act that is after"},
		{"main", "state done final", "state done", 5, "state \"new\" and all others are not final; mark the last one: state CODE final en \"...\" zh \"...\""},
	};
	CHECK_BROKEN(B);
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	/* the state is declared in the other file, and there the refusal points */
	CHECK(!parse(a, edited(a, MAIN, "open held | end", "open | end"), EXTRA, &WORDS, &p, &err));
	CHECK_STR(err.reason, "state \"held\" has no row that leads to another state; write one or "
		"mark the state final");
	CHECK_STR(err.file, "extra");
	CHECK_INT(err.line, 2);
	CHECK(parse(a, edited(a, MAIN, "done | note | = | petitioner", "done | note | = | petitioner@self system"),
		EXTRA, &WORDS, &p, &err));
	arena_free(a);
}

TEST(law_4_no_dead_end)
{
	static const struct broken B[] = {
		{"main", "include extra", "state trap en \"Trap\" zh \"陷\"\nstate pit en \"Pit\" zh \"坑\"\n"
			"open | begin | trap | clerk | - | - | - | - | - | - | local\n"
			"trap | hold | pit | clerk | - | - | - | - | - | - | local\n"
			"pit | hold | trap | clerk | - | - | - | - | - | - | local\ninclude extra", 8,
			"state \"trap\" is a dead end; from it no final state can be reached; add a row that leads on"},
	};
	CHECK_BROKEN(B);
}

TEST(law_5_clocks_end_and_are_not_doubled)
{
	static const struct broken B[] = {
		/* the pause started in the fragment, and what runs from the first act */
		{"main", "| * | - | REG 34", "| handle notice | - | REG 34", 14, "clock \"pause\" may still run when this row leads from \"held\" to the final state \"done\"; add it, or *, to the cell \"stop\""},
		{"main", "| * | - | REG 34", "| handle pause | - | REG 34", 14, "clock \"notice\" may still run when this row leads from \"open\" to the final state \"done\"; add it, or *, to the cell \"stop\""},
		{"main", "| - | * | - | REG 34", "| pause | * | - | REG 34", 14, "clock \"pause\" is started by this row, but state \"done\" is final and nothing would stop it"},
		{"main", "| - | * | - | REG 34", "| - | - | - | REG 34", 14, "clock \"handle\" may still run when this row leads from \"open\" to the final state \"done\"; add it, or *, to the cell \"stop\""},
		{"main", "class:advice !late | - | handle notice | -", "class:advice !late | - | handle notice | pause", 13, "clock \"pause\" never runs in state \"new\"; take it out of the cell \"stop\", or start it on the way there"},
		{"extra", "| pause | handle notice |", "| handle | notice |", 4, "clock \"handle\" runs already in state \"open\" on every path; stop it in the same row to start it anew"},
		{"main", "done | note | = | petitioner | text | - | - | -", "done | note | = | petitioner | text | - | - | handle", 16, "clock \"handle\" is started by this row, but state \"done\" is final and nothing would stop it"},
	};
	CHECK_BROKEN(B);
}

TEST(law_5_lets_a_clock_be_restarted_and_stopped_where_it_may_run)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	/* handle runs for certain: stopping it first, it may begin anew */
	CHECK(parse(a, MAIN, edited(a, EXTRA, "| pause | handle notice |", "| handle | handle notice |"),
		&WORDS, &p, &err));
	/* notice runs on one path only: it may be started on the way on */
	CHECK(parse(a, MAIN, edited(a, EXTRA, "| pause | handle notice |", "| notice | handle |"),
		&WORDS, &p, &err));
	/* a row for two states stops what runs in one of them */
	CHECK(parse(a, edited(a, MAIN, "| * | - | REG 34", "| handle notice pause | - | REG 34"), EXTRA,
		&WORDS, &p, &err));
	arena_free(a);
}

TEST(law_5_follows_clocks_through_loops)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	/* back from held to open with the pause running: open must then stop it too */
	const char *loop = edited(a, EXTRA, "open | hold",
		"held | begin | open | clerk | - | - | - | handle | - | - | local\nopen | hold");
	CHECK(parse(a, MAIN, loop, &WORDS, &p, &err));
	CHECK(!parse(a, edited(a, MAIN, "open held | end | done | clerk system | - | - | - | - | * |",
		"held | end | done | clerk | - | - | - | - | * | - | x\n"
		"open | end | done | clerk system | - | - | - | - | handle notice |"),
		loop, &WORDS, &p, &err));
	CHECK_INT(err.line, 15);
	CHECK_STR(err.reason, "clock \"pause\" may still run when this row leads from \"open\" to the "
		"final state \"done\"; add it, or *, to the cell \"stop\"");
	arena_free(a);
}

TEST(law_6_unknown_words_are_named)
{
	static const struct broken B[] = {
		{"main", "done | clerk system", "done | clark system", 14, "unknown role \"clark\"; did you mean \"clerk\"?"},
		{"main", "done | clerk system", "done | mayor system", 14, "unknown role \"mayor\"; known: clerk, petitioner, system"},
		{"main", "petitioner@self", "petitioner@other", 12, "unknown relation \"other\"; known: self, lead"},
		{"main", "text files?", "text file?", 12, "unknown field \"file\"; did you mean \"files\"?"},
		{"main", "!late", "!latte", 12, "unknown condition \"latte\"; did you mean \"late\"?"},
		{"main", "class:appeal", "class", 12, "condition \"class\" needs an argument; right would be class:..."},
		{"main", "class:appeal !late", "running", 12, "condition \"running\" needs an argument; right would be running:..."},
		{"main", "!late", "!late:x", 12, "condition \"late:x\" takes no argument; right would be late"},
		{"main", "class:appeal", "clas:appeal", 12, "unknown condition \"clas:appeal\"; did you mean \"class:\"?"},
		{"main", "lead mail", "lead male", 12, "unknown effect \"male\"; known: lead, mail"},
		{"main", "| letter |", "| leter |", 12, "unknown notice \"leter\"; did you mean \"letter\"?"},
		{"main", "| handle | - | letter", "| handel | - | letter", 12, "unknown clock \"handel\"; did you mean \"handle\"?"},
		{"extra", "handle notice", "handle notices", 4, "unknown clock \"notices\"; did you mean \"notice\"?"},
	};
	CHECK_BROKEN(B);
}

TEST(law_7_everything_declared_is_used)
{
	static const struct broken B[] = {
		{"main", "act note", "act spare en \"Spare\" zh \"闲\"\nact note", 11, "act \"spare\" stands in no row; write one or take the act out"},
		{"main", "include extra", "state idle en \"Idle\" zh \"闲\"\nidle | hold | done | clerk | - | - | - | - | - | - | local\ninclude extra", 8, "state \"idle\" is declared, but no row leads to it; write one or take the state out"},
	};
	CHECK_BROKEN(B);
}

/* A procedure whose one row for n states is written out n times over. */
static bool rows_accepted(size_t n, struct rule_error *err)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct buf b;
	buf_init(&b, LIMIT_RULE_FILE_BYTES * 4u);
	buf_cstr(&b, "procedure small\nname en \"S\" zh \"小\"\nsource \"x\" 2020-01-01\nkind petition\n"
		"state new start en \"N\" zh \"新\"\nstate done final en \"D\" zh \"毕\"\nact end en \"E\" zh \"结\"\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "new | end | done | clerk | - | is:a%zu | - | - | - | - | x\n", i);
	bool ok = parse(a, b.p, "", NULL, &p, err);
	buf_free(&b);
	arena_free(a);
	return ok;
}

TEST(limits_of_a_procedure_hold_at_the_limit_and_not_past_it)
{
	struct rule_error err;
	CHECK(rows_accepted(LIMIT_RULE_ROWS, &err));
	CHECK(!rows_accepted(LIMIT_RULE_ROWS + 1, &err));
	CHECK_INT(err.line, 7 + LIMIT_RULE_ROWS + 1);
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	for (int n = PROC_LIST - 1; n <= PROC_LIST; n++) {
		const char *list = "x";
		for (int i = 1; i < n; i++)
			list = arena_printf(a, "%s x%d", list, i);
		bool ok = parse(a, edited(a, MAIN, "lead mail", list), EXTRA, NULL, &p, &err);
		CHECK_INT(ok, n < PROC_LIST);
	}
	CHECK_STR(err.reason, "more than 23 names in the cell \"do\"");
	arena_free(a);
}

static bool clocks_accepted(int n)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	const char *rows = "act more en \"M\" zh \"加\"\n";
	for (int i = 0; i < n - 3; i++)
		rows = arena_printf(a, "%sopen | more | = | clerk | - | is:a%d | - | c%d | - | - | x\n", rows, i, i);
	bool ok = parse(a, edited(a, MAIN, "act end", arena_printf(a, "%sact end", rows)), EXTRA, NULL, &p, &err);
	if (!ok)
		CHECK_STR(err.reason, "more than 64 different clocks");
	arena_free(a);
	return ok;
}

TEST(sixty_four_clocks_are_followed_and_no_more)
{
	CHECK(clocks_accepted(LIMIT_RULE_CLOCKS));
	CHECK(!clocks_accepted(LIMIT_RULE_CLOCKS + 1));
}

TEST(the_diagram_has_every_state_and_every_way)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	struct buf b;
	buf_init(&b, 1 << 20);
	CHECK(parse(a, edited(a, MAIN, "zh \"办理中\"", "zh \"a\\b\""), EXTRA, &WORDS, &p, &err));
	procedure_dot(&p, LANG_ZH, &b);
	CHECK_STR(b.p,
		"digraph \"small\" {\n\trankdir=TB;\n\tnode [shape=box, style=rounded];\n"
		"\t\"new\" [label=\"新\", style=\"rounded,dashed\"];\n"
		"\t\"open\" [label=\"a\\\\b\"];\n"
		"\t\"done\" [label=\"办结\", peripheries=2];\n"
		"\t\"held\" [label=\"暂停\"];\n"
		"\t\"new\" -> \"open\" [label=\"开始 +handle\\n开始 +handle +notice\"];\n"
		"\t\"open\" -> \"done\" [label=\"结束 -*\"];\n"
		"\t\"open\" -> \"held\" [label=\"暂停办理 +pause -handle -notice\"];\n"
		"\t\"held\" -> \"done\" [label=\"结束 -*\"];\n}\n");
	buf_free(&b);
	arena_free(a);
}

TEST(the_table_has_a_line_for_every_row_of_the_file)
{
	struct arena *a = arena_new(ARENA);
	struct procedure p;
	struct rule_error err;
	struct buf b;
	buf_init(&b, 1 << 20);
	CHECK(parse(a, edited(a, MAIN, "local: fast", "local: *fast*"), EXTRA, &WORDS, &p, &err));
	procedure_table(&p, LANG_EN, &b);
	struct str rest = buf_view(&b), line;
	int lines = 0, bars = 0;
	while (str_line(&rest, &line)) {
		lines++;
		for (size_t i = 0; i < line.n; i++)
			bars += line.p[i] == '|';
	}
	CHECK_INT(lines, 2 + 6);
	CHECK_INT(bars, lines * 12);
	CHECK(strstr(b.p, "| New | Begin | Open | `clerk`, `petitioner@self` | `text`, `files?` | "
		"`class:appeal`, `!late` | `lead`, `mail` | `handle` |  | `letter` | REG 22(1) |\n"));
	CHECK(strstr(b.p, "| Open, On hold | End | Done | `clerk`, `system` |  |  |  |  | all |  | REG 34 |\n"));
	CHECK(strstr(b.p, "| any open state | Note | stays | `clerk` |"));
	CHECK(strstr(b.p, "| local: \\*fast\\* |"));
	buf_clear(&b);
	procedure_table(&p, LANG_ZH, &b);
	CHECK(strstr(b.p, "| 任一未结状态 | 批注 | 不变 |"));
	buf_free(&b);
	arena_free(a);
}

TEST(the_procedures_of_this_city_keep_the_laws)
{
	/* procedures, then fragments */
	static const char *const NAME[] = {"petition", "hotline", "execution", "retaliation", "meeting", "decision_task", "review", "simple", "dialogue", "codes", "copies", "joint"};
	enum { FILES = sizeof NAME / sizeof *NAME, PROCEDURES = 6 };
	struct arena *a = arena_new(ARENA);
	struct rule_file file[FILES];
	struct procedure p;
	struct rule_error err;
	for (size_t i = 0; i < FILES; i++) {
		file[i].name = NAME[i];
		if (os_read_file(a, arena_printf(a, "rules/procedure/%s.txt", NAME[i]),
			LIMIT_RULE_FILE_BYTES, &file[i].text) < 0) {
			arena_free(a);
			SKIP("not run from the project's root");
		}
	}
	for (size_t i = 0; i < PROCEDURES; i++) {
		bool ok = procedure_parse(a, file, FILES, NAME[i], NULL, &p, &err);
		CHECK(ok);
		if (!ok)
			fprintf(stderr, "%s:%d: %s\n", err.file, err.line, err.reason);
		else
			CHECK(p.rows > 10 && p.states > 3);
	}
	arena_free(a);
}
