/* Clock rules: any bytes give rules or line and reason; every rule read can be
 * counted from any day that clock_check lets pass, and the derivation ends. */
#include "../../src/base/bug.h"
#include "../../src/rule/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(struct arena *a, const struct calendar *c, const struct clock_rule *rule, day_t start)
{
	struct clock_in in = {.rule = rule, .calendar = c, .start = start, .zone_min = 480,
		.start_ms = (int64_t)start * 86400000, .extended = rule->extend_max, .length = rule->length ? 0 : 30};
	if (rule->pause == PAUSE_HEARING)
		in.pause[in.pauses++] = (struct day_span){start, start + 3};
	if (clock_check(&in))
		return;
	struct clock_out out;
	clock_compute(a, &in, &out);
	must(out.due >= out.due_nominal && out.due_nominal >= start && out.lines > 2);
	for (size_t i = 0; i < out.lines; i++)
		must(out.line[i].text[LANG_EN] && out.line[i].text[LANG_ZH]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *volatile kept; /* for all runs; volatile, so that it stays reachable */
	static struct calendar *c;
	struct arena *a = arena_new(256 * 1024 * 1024);
	struct clock_rules rules;
	struct rule_error err = {0};
	struct cal_error none;
	if (!c) {
		kept = arena_new(16 * 1024 * 1024);
		c = calendar_parse(kept, NULL, 0, &none);
	}
	bool ok = clock_rules_parse(a, "f", (struct str){(const char *)data, size}, &rules, &err);
	must(ok ? rules.n > 0 : err.reason && err.line >= 0);
	for (size_t i = 0; i < rules.n && i < 8; i++) {
		must(clock_rule_find(&rules, rules.rule[i].code) == &rules.rule[i]);
		count(a, c, &rules.rule[i], DAY_FIRST);
		count(a, c, &rules.rule[i], 20000);
		count(a, c, &rules.rule[i], DAY_LAST - 10);
	}
	arena_free(a);
	return 0;
}
