/* Calendar texts: any bytes give a calendar or line and reason, and a calendar
 * keeps its laws. */
#include "../../src/base/bug.h"
#include "../../src/rule/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void laws(const struct calendar *c)
{
	day_t from = day_of(calendar_first_year(c) - 1, 12, 1), to = day_of(calendar_last_year(c) + 1, 1, 31);
	int works = 0;
	for (day_t d = from; d <= to; d++) {
		struct cal_day day = calendar_day(c, d);
		works += day.kind == DAY_WORK;
		must(day.named == (day.notice != NULL) && (!day.named || *day.name));
		must(!(day.named && day.provisional));
		must(calendar_is_work(c, d) == (day.kind == DAY_WORK));
		day_t next = calendar_next_work(c, d);
		must(next == DAY_NONE || (next >= d && calendar_is_work(c, next) && calendar_count_work(c, d, next) == (next > d)));
	}
	must(works == calendar_count_work(c, from - 1, to));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct str text = {(const char *)data, size};
	struct cal_error err = {0};
	/* a second text after a form feed, so that merging is tried as well */
	size_t cut = str_chr(text, '\f');
	struct cal_text t[2] = {{"a", str_head(text, cut)}, {"b", STR_NONE}};
	size_t n = cut == SIZE_MAX ? 1 : 2;
	if (n == 2)
		t[1].text = str_from(text, cut + 1);
	struct calendar *c = calendar_parse(a, t, n, &err);
	must(c || (err.reason && err.file && err.line >= 0));
	if (c) {
		laws(c);
		struct cal_text turned[2] = {t[n - 1], t[0]};
		must(cstr_eq(calendar_version(c), calendar_version(calendar_parse(a, turned, n, &err))));
	}
	arena_free(a);
	return 0;
}
