/* A batch with its cases, played. The office is dl; zj handles, zs is inspected. */
#ifndef TEST_MATTER_CASE_HELP_H
#define TEST_MATTER_CASE_HELP_H

#include "matter_filed.h"

static const char *batch;

static bool open_batch(struct play *p, const char *no, const char *received, const char *days)
{
	if (!play_new(p, "clerk", "dl", "batch", "open_batch", "source_body", "督察组", "batch_no", no, "received", received, "answer_in", days, "unit", "zs", "programme", "environment/dust", NULL))
		return false;
	batch = p->number;
	return true;
}

static bool record_case(struct play *p, const char *no)
{
	return play_new(p, "clerk", "dl", "case", "record_case", "batch", batch, "case_no", no, "subject", "油烟扰民", "text", "反映大排档油烟直排。", "pollution", "air", "place", "某路", NULL);
}

struct answer { const char *outcome, *due; };

static struct str of_answer(void *ctx, const char *name)
{
	const struct answer *a = ctx;
	static const char *const same[][2] = {{"truth", "partly"}, {"facts", "检查12家"}, {"handled", "已整改"}, {"accountable", "约谈1人"}};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (cstr_eq(name, same[i][0]))
			return str_of(same[i][1]);
	return cstr_eq(name, "case_outcome") ? str_of(a->outcome) : cstr_eq(name, "due") ? str_of(a->due) : (struct str){NULL, 0};
}

static bool answer(struct play *p, const char *login, const char *outcome, const char *due)
{
	struct answer a = {outcome, due};
	return play_filed(p, login, "answer_case", of_answer, &a);
}

/* Recorded, assigned, accepted. */
static void handling(struct play *p, const char *no)
{
	CHECK(record_case(p, no));
	CHECK(play_act(p, "clerk", "assign_case", "unit", "zj", "assist_units", "jt", NULL));
	CHECK(play_act(p, "handler", "accept", NULL));
}

/* Answered and signed by the head. */
static void signed_answer(struct play *p, const char *outcome, const char *due)
{
	CHECK(answer(p, "handler", outcome, due));
	CHECK(play_act(p, "head", "sign_answer", "text", "属实", NULL));
}

#endif
