/* Foreign calendars: iCalendar, or holiday-cn when the text begins with '{'.
 * What a conversion gives is a text the parser takes. */
#include "../../src/base/bug.h"
#include "../../src/rule/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct str in = {(const char *)data, size}, out = STR_NONE;
	struct cal_error err = {0}, own = {0};
	bool json = size > 0 && data[0] == '{';
	bool ok = json ? calendar_from_holiday_cn(a, in, &out, &err) : calendar_from_ics(a, in, 2026, &out, &err);
	must(ok || err.reason);
	if (ok)
		must(calendar_parse(a, &(struct cal_text){"out", out}, 1, &own));
	arena_free(a);
	return 0;
}
