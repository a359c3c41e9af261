/* See zip.h. */
#include "zip.h"

#include <zlib.h>

#include "../base/bug.h"

enum {
	LOCAL_HEAD = 0x04034b50, CENTRAL_HEAD = 0x02014b50, DIRECTORY_END = 0x06054b50,
	NEEDS_VERSION = 20, MADE_BY_UNIX = 3 << 8 | NEEDS_VERSION,
	UTF8_NAMES = 0x0800, STORED = 0, PLAIN_FILE_0600 = 0100600,
	ENTRIES_MAX = 65535, DIRECTORY_BYTES = 16 * 1024 * 1024, NAME_BYTES = 1024,
};

static void put(struct buf *b, int bytes, uint32_t v)
{
	for (int i = 0; i < bytes; i++, v >>= 8)
		buf_char(b, (char)(v & 0xff));
}

static bool name_ok(const char *name)
{
	for (const unsigned char *p = (const unsigned char *)name; *p; p++)
		if (*p < 0x20 || *p == 0x7f || *p == '\\')
			return false;
	return *name && *name != '/' && *name != '.' && strlen(name) <= NAME_BYTES && !strstr(name, "/.") && !strstr(name, "//");
}

/* The fields that stand in both heads, from the flags to the name's length. */
static void shared(struct zip *z, struct buf *b, uint32_t crc, uint32_t size, size_t name_bytes)
{
	put(b, 2, UTF8_NAMES);
	put(b, 2, STORED);
	put(b, 2, z->dos_minute);
	put(b, 2, z->dos_day);
	put(b, 4, crc);
	put(b, 4, size);
	put(b, 4, size);
	put(b, 2, (uint32_t)name_bytes);
	put(b, 2, 0);                          /* no extra field */
}

void zip_begin(struct zip *z, struct buf *out, struct now now)
{
	char minute[17];
	int hour, min;
	struct ymd d = day_ymd(now.today);
	minute_text(now.utc_ms, now.zone_min, minute);
	hour = (minute[11] - '0') * 10 + minute[12] - '0';
	min = (minute[14] - '0') * 10 + minute[15] - '0';
	*z = (struct zip){.out = out, .dos_minute = (uint16_t)(hour << 11 | min << 5)};
	z->dos_day = (uint16_t)((d.year < 1980 ? 0 : d.year - 1980) << 9 | d.month << 5 | d.day);
	buf_init(&z->directory, DIRECTORY_BYTES);
}

void zip_add_apart(struct zip *z, const char *name, uint32_t crc, uint32_t size)
{
	size_t n = strlen(name);
	uint32_t head_bytes = 30 + (uint32_t)n, ends;
	must(name_ok(name) && z->entries < ENTRIES_MAX);
	must(!__builtin_add_overflow(z->at, head_bytes, &ends) && !__builtin_add_overflow(ends, size, &ends));
	put(z->out, 4, LOCAL_HEAD);
	put(z->out, 2, NEEDS_VERSION);
	shared(z, z->out, crc, size, n);
	buf_cstr(z->out, name);
	put(&z->directory, 4, CENTRAL_HEAD);
	put(&z->directory, 2, MADE_BY_UNIX);
	put(&z->directory, 2, NEEDS_VERSION);
	shared(z, &z->directory, crc, size, n);
	put(&z->directory, 2, 0);              /* no comment */
	put(&z->directory, 2, 0);              /* on this disk */
	put(&z->directory, 2, 0);              /* perhaps text, perhaps not */
	put(&z->directory, 4, (uint32_t)PLAIN_FILE_0600 << 16);
	put(&z->directory, 4, z->at);
	buf_cstr(&z->directory, name);
	z->at = ends;
	z->entries++;
}

void zip_add(struct zip *z, const char *name, struct str content)
{
	must(content.n <= UINT32_MAX);
	zip_add_apart(z, name, zip_crc(0, content), (uint32_t)content.n);
	buf_str(z->out, content);
}

uint32_t zip_crc(uint32_t crc, struct str bytes)
{
	return (uint32_t)crc32_z(crc, (const unsigned char *)bytes.p, bytes.n);
}

void zip_end(struct zip *z)
{
	uint32_t size = (uint32_t)z->directory.n;
	must(buf_ok(&z->directory));
	buf_add(z->out, z->directory.p, z->directory.n);
	put(z->out, 4, DIRECTORY_END);
	put(z->out, 2, 0);                     /* one disk */
	put(z->out, 2, 0);
	put(z->out, 2, z->entries);
	put(z->out, 2, z->entries);
	put(z->out, 4, size);
	put(z->out, 4, z->at);
	put(z->out, 2, 0);
	buf_free(&z->directory);
}

const char *zip_name(struct arena *a, const char *name)
{
	char *out = arena_strdup(a, *name ? name : "_");
	for (char *p = out; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f || strchr("/\\:*?\"<>|", *p))
			*p = '_';
	if (*out == '.')
		*out = '_';
	return out;
}
