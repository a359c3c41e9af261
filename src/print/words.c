/* Law: nothing that was typed can turn the text around it: marks of direction
 * (U+061C, 200E-200F, 202A-202E, 2066-2069) are not printed. */
#include "words.h"

#include "../base/utf8.h"

static bool dropped(uint32_t c)
{
	return c == UTF8_BAD || (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
		(c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

char *words_clean(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.n + 1);
	size_t n = 0;
	while (text.n > 0) {
		const char *from = text.p;
		uint32_t c = utf8_next(&text);
		if (dropped(c))
			continue;
		if (c == '\t')
			out[n++] = ' ';
		else {
			memcpy(out + n, from, (size_t)(text.p - from));
			n += (size_t)(text.p - from);
		}
	}
	return out;
}

const char *words_han(struct arena *a, int n)
{
	static const char *const digit[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	if (n < 1 || n > 99)
		return arena_printf(a, "%d", n);
	return arena_printf(a, "%s%s%s", n >= 20 ? digit[n / 10] : "", n >= 10 ? "十" : "", digit[n % 10]);
}

const char *words_level(struct arena *a, bool zh, int level, const int at[static 4])
{
	switch (level) {
	case 1:
		return zh ? arena_printf(a, "%s、", words_han(a, at[0])) : arena_printf(a, "%d. ", at[0]);
	case 2:
		return zh ? arena_printf(a, "（%s）", words_han(a, at[1])) : arena_printf(a, "%d.%d ", at[0], at[1]);
	case 3:
		return zh ? arena_printf(a, "%d. ", at[2]) : arena_printf(a, "%d.%d.%d ", at[0], at[1], at[2]);
	default:
		return zh ? arena_printf(a, "（%d）", at[3]) : arena_printf(a, "(%d) ", at[3]);
	}
}
