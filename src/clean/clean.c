/* Which function cleans which kind. Laws: 1 a copy is made of what is known to
 * be needed for looking at the file, never by leaving out what is known to tell;
 * 2 without certainty there is no copy, and a word why. */
#include "clean.h"

#include "../base/utf8.h"

static enum clean clean_text(struct str in, struct buf *out)
{
	if (!utf8_valid(in))
		return CLEAN_BROKEN;
	buf_str(out, in);
	return CLEAN_DONE;
}

static enum clean no_copy(struct str in, struct buf *out)
{
	(void)in, (void)out;
	return CLEAN_KIND;
}

struct kind { const char *word; enum clean (*clean)(struct str in, struct buf *out); };

static const struct kind kinds[] = {
	{"jpeg", clean_jpeg}, {"png", clean_png}, {"gif", clean_gif}, {"webp", clean_webp}, {"pdf", clean_pdf},
	{"docx", clean_office}, {"xlsx", clean_office}, {"odt", clean_opendocument}, {"ods", clean_opendocument},
	{"mp3", clean_mp3}, {"mp4", clean_mp4}, {"text", clean_text},
	/* Word, Excel and the rest before 2007 keep deleted text and authors in places of their own */
	{"ole", no_copy},
};

static const struct kind *find(const char *word)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (cstr_eq(kinds[i].word, word))
			return &kinds[i];
	return NULL;
}

bool clean_kind_known(const char *kind)
{
	return find(kind) != NULL;
}

enum clean clean_file(const char *kind, struct str in, struct buf *out)
{
	const struct kind *k = find(kind);
	if (!k)
		return CLEAN_KIND;
	enum clean end = in.n == 0 ? CLEAN_BROKEN : in.n > CLEAN_IN_BYTES ? CLEAN_BOMB : k->clean(in, out);
	return end == CLEAN_DONE && !buf_ok(out) ? CLEAN_BOMB : end;
}

enum clean clean_picture(struct str in, struct buf *out)
{
	if (str_starts(in, "\xff\xd8\xff"))
		return clean_jpeg(in, out);
	if (str_starts(in, "\x89PNG"))
		return clean_png(in, out);
	if (str_starts(in, "GIF8"))
		return clean_gif(in, out);
	if (str_starts(in, "RIFF"))
		return clean_webp(in, out);
	return CLEAN_PART;
}

const char *clean_word(enum clean end)
{
	static const char *const words[CLEAN__MAX] = {
		[CLEAN_DONE] = "done", [CLEAN_BROKEN] = "broken", [CLEAN_ENCRYPTED] = "encrypted", [CLEAN_SCRIPT] = "script",
		[CLEAN_PART] = "part", [CLEAN_BOMB] = "bomb", [CLEAN_KIND] = "kind",
	};
	return words[end];
}
