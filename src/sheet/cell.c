/* Numbers of cells. Laws: 1 up to fifteen digits nothing changes; 2 the day
 * 1900-02-29, which workbooks have and calendars have not, is no day. */
#include "cell.h"

#include <math.h>

#include "../base/date.h"
#include "../base/utf8.h"

enum { DIGITS = 15, DAY_S = 86400, LETTERS = 26, COLUMNS_MAX = 16384, ROWS_MAX = 1048576 };
enum { SERIAL_LEAP = 60, SERIAL_1970 = 25569, SERIAL_1904 = 1462, SERIAL_LAST = 2958465 };

static bool plain(struct str s)
{
	size_t sign = s.n > 0 && s.p[0] == '-';
	if (s.n == sign || s.n - sign > DIGITS)
		return false;
	for (size_t i = sign; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

/* Decimal, with an exponent; nothing else that strtod knows. */
static bool read_number(struct str s, double *out)
{
	char text[CELL_NUMBER_BYTES], *end = text;
	if (s.n == 0 || s.n >= sizeof text)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!memchr("0123456789+-.eE", s.p[i], 15))
			return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	*out = strtod(text, &end);
	return *end == '\0' && isfinite(*out);
}

static bool day_text_of(double serial, bool from_1904, char out[static CELL_NUMBER_BYTES])
{
	if (serial < 0 || serial >= SERIAL_LAST + 1)
		return false;
	int64_t s = (int64_t)floor(serial * DAY_S + 0.5), day = s / DAY_S, of_day = s % DAY_S;
	int hour = (int)(of_day / 3600), minute = (int)(of_day / 60 % 60), second = (int)(of_day % 60);
	if (day == 0 && of_day > 0) {
		snprintf(out, CELL_NUMBER_BYTES, "%02d:%02d:%02d", hour, minute, second);
		return true;
	}
	if (from_1904)
		day += SERIAL_1904;
	else if (day == 0 || day == SERIAL_LEAP)
		return false;
	struct ymd d = day_ymd((day_t)(day - SERIAL_1970 + (day < SERIAL_LEAP)));
	if (of_day)
		snprintf(out, CELL_NUMBER_BYTES, "%04d-%02d-%02d %02d:%02d:%02d", d.year, d.month, d.day, hour, minute, second);
	else
		snprintf(out, CELL_NUMBER_BYTES, "%04d-%02d-%02d", d.year, d.month, d.day);
	return true;
}

enum cell_number cell_number_text(struct str value, bool day, bool from_1904, char out[static CELL_NUMBER_BYTES])
{
	double n;
	if (!read_number(value, &n))
		return CELL_NO_NUMBER;
	if (day && day_text_of(n, from_1904, out))
		return CELL_AS_IT_IS;
	if (plain(value))
		snprintf(out, CELL_NUMBER_BYTES, "%.*s", STR_ARG(value));
	else if (fabs(n) < 1e21 && floor(n) == n)
		snprintf(out, CELL_NUMBER_BYTES, "%.0f", n);
	else
		snprintf(out, CELL_NUMBER_BYTES, "%.*g", DIGITS, n);
	if (day)
		return CELL_NO_DAY;
	return fabs(n) >= 1e15 ? CELL_DIGITS_LOST : CELL_AS_IT_IS;
}

bool cell_address_read(const char *address, int64_t *column, int64_t *row)
{
	int64_t c = 0;
	const char *p = address;
	for (; *p >= 'A' && *p <= 'Z' && c <= COLUMNS_MAX; p++)
		c = c * LETTERS + (*p - 'A' + 1);
	*column = c - 1;
	return c > 0 && c <= COLUMNS_MAX && *p != '-' && str_i64(str_of(p), row) && *row > 0 && *row <= ROWS_MAX;
}

void cell_address(int64_t column, int64_t row, char out[static CELL_ADDRESS_BYTES])
{
	char letters[16];
	size_t n = sizeof letters;
	letters[--n] = '\0';
	for (int64_t c = column + 1; c > 0 && n > 0; c = (c - 1) / LETTERS)
		letters[--n] = (char)('A' + (c - 1) % LETTERS);
	snprintf(out, CELL_ADDRESS_BYTES, "%s%lld", letters + n, (long long)row);
}

static int hex(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c | 0x20) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* `_x000A_` at the head of s: its character; 0: none. */
static uint32_t escaped(struct str s)
{
	uint32_t c = 0;
	if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
		return 0;
	for (int i = 2; i < 6; i++) {
		int digit = hex(s.p[i]);
		if (digit < 0)
			return 0;
		c = c << 4 | (uint32_t)digit;
	}
	return c >= 0xD800 && c <= 0xDFFF ? 0 : c;
}

void cell_text(struct buf *b, struct str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.n; i++) {
		uint32_t c = text.p[i] == '_' ? escaped(str_from(text, i)) : 0;
		char bytes[4];
		if (!c)
			continue;
		buf_add(b, text.p + from, i - from);
		buf_add(b, bytes, utf8_put(c, bytes));
		i += 6;
		from = i + 1;
	}
	buf_add(b, text.p + from, text.n - from);
}
