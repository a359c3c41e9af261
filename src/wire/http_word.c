/* Small words of HTTP: escapes, reasons, dates. */
#include "http.h"
#include "../base/date.h"
#include "../base/utf8.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	char low = (char)(c | 32);
	return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool http_unescape(struct arena *a, struct str s, bool plus, struct str *out)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '%') {
			if (s.n - i < 3 || hex(s.p[i + 1]) < 0 || hex(s.p[i + 2]) < 0)
				return false;
			c = (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2]));
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (!c)
			return false;
		p[n++] = c;
	}
	*out = (struct str){p, n};
	return utf8_valid(*out);
}

static const struct { int status; const char *text; } reason[] = {
	{100, "Continue"}, {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"},
	{206, "Partial Content"}, {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"},
	{304, "Not Modified"}, {307, "Temporary Redirect"}, {308, "Permanent Redirect"},
	{400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
	{405, "Method Not Allowed"}, {406, "Not Acceptable"}, {408, "Request Timeout"},
	{409, "Conflict"}, {410, "Gone"}, {411, "Length Required"}, {412, "Precondition Failed"},
	{413, "Content Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"},
	{417, "Expectation Failed"}, {421, "Misdirected Request"}, {422, "Unprocessable Content"},
	{428, "Precondition Required"}, {429, "Too Many Requests"},
	{431, "Request Header Fields Too Large"}, {451, "Unavailable For Legal Reasons"},
	{500, "Internal Server Error"}, {501, "Not Implemented"}, {503, "Service Unavailable"},
	{505, "HTTP Version Not Supported"}, {507, "Insufficient Storage"},
};

const char *http_status_text(int status)
{
	for (size_t i = 0; i < sizeof(reason) / sizeof(*reason); i++)
		if (reason[i].status == status)
			return reason[i].text;
	return "Other";
}

char *http_date(int64_t utc_ms, char out[static 30])
{
	static const char day_name[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char month_name[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec"};
	day_t day = day_of_ms(utc_ms, 0);
	struct ymd d = day_ymd(day);
	int s = (int)((utc_ms - day_start_ms(day, 0)) / 1000);
	snprintf(out, 30, "%s, %02u %s %04u %02u:%02u:%02u GMT", day_name[day_weekday(day) - 1],
		(unsigned)d.day % 100u, month_name[d.month - 1], (unsigned)d.year % 10000u,
		(unsigned)s / 3600u % 100u, (unsigned)s / 60u % 60u, (unsigned)s % 60u);
	return out;
}
