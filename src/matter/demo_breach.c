/* The demo's breach file: one small breach, from its finding to its report. Law:
 * by the same deeds as anybody's. */
#include "breach.h"
#include "demo_parts.h"

/* Some weeks ago a reviewer's computer was left unlocked; it was found three days ago. */
enum { BEGAN = 12, ENDED = 10, FOUND = 3, REPORTED = 1 };

struct breaching { struct city *city; struct now now; const char *number; struct refusal why; };

static const char *const texts[BREACH_TEXTS] = {
	"一台办公电脑离座未锁屏，约两小时内可能有他人查看。 / An office computer was left unlocked for about two hours; somebody else may have read on it.",
	"他人可能知悉您反映的内容。 / Somebody else may know what your petition is about.",
	"已注销会话、更换密码，并缩短锁屏时间。 / Sessions were ended, the password was changed, screens lock sooner.",
	"请留意以本事项为名的来电来信，不要向对方提供验证码。 / Beware of calls and letters about your petition; give no codes to callers.",
	"市信访局个人信息保护负责人，电话 0411-0000000 / Data-protection officer of the petition bureau, telephone 0411-0000000",
};

static bool officer(struct tx *tx, const struct breaching *b, const char *login, struct viewer *v)
{
	struct q_person_by_login p;
	if (!q_person_by_login(tx, login, &p) || !viewer_load(tx, p.id, b->now.today, v))
		return false;
	v->fresh = true;
	return true;
}

static const char *ago(struct tx *tx, const struct breaching *b, int days)
{
	char day[11];
	return arena_strdup(tx->arena, day_text(b->now.today - days, day));
}

static bool play(struct tx *tx, void *arg)
{
	struct breaching *b = arg;
	struct viewer one, other;
	struct breach_in in = {.found = ago(tx, b, FOUND), .from = ago(tx, b, BEGAN), .upto = ago(tx, b, ENDED), .persons = "reviewer-ln"};
	for (int i = 0; i < BREACH_TEXTS; i++)
		in.text[i] = texts[i];
	if (!officer(tx, b, "dpo1", &one) || !officer(tx, b, "dpo2", &other) || !breach_record(tx, &one, b->now, &in, &b->number, &b->why) ||
		!breach_confirm(tx, &other, b->now, b->number, &b->why) ||
		!breach_report(tx, &one, b->now, b->number, ago(tx, b, REPORTED), "大连市互联网信息办公室 / Dalian Cyberspace Office", &b->why))
		return false;
	while (breach_tell(tx, b->city, b->now) > 0 && tx->trouble == TROUBLE_NONE)
		;
	return tx->trouble == TROUBLE_NONE;
}

const char *demo_breach(struct arena *a, struct city *c, struct now now)
{
	struct breaching b = {.city = c, .now = now};
	enum trouble trouble;
	return store_write(c->store, a, play, &b, &trouble) ? NULL : "the demo's breach could not be recorded";
}
