/* See xml.h. What is not understood ends the copying: a tag is never guessed. */
#include "xml.h"

#include "../base/utf8.h"

struct copy {
	struct str in;
	struct buf *out;
	enum xml_do (*look)(struct xml_tag *t);
	struct xml_tag tag;
	int skip;                      /* open elements within what is left out */
	bool blank;                    /* and whose own end is written */
};

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t name_end(struct str s, size_t at)
{
	while (at < s.n && !blank(s.p[at]) && !strchr("/>=<\"'", s.p[at]))
		at++;
	return at;
}

static size_t blanks_end(struct str s, size_t at)
{
	while (at < s.n && blank(s.p[at]))
		at++;
	return at;
}

/* One attribute at `at`, which moves behind it. */
static bool read_attribute(struct str s, size_t *at, struct xml_attribute *a)
{
	size_t end = name_end(s, *at), eq = blanks_end(s, end);
	if (end == *at || eq >= s.n || s.p[eq] != '=')
		return false;
	size_t open = blanks_end(s, eq + 1);
	if (open >= s.n || (s.p[open] != '"' && s.p[open] != '\''))
		return false;
	size_t n = str_chr(str_from(s, open + 1), s.p[open]);
	if (n == SIZE_MAX)
		return false;
	*a = (struct xml_attribute){{s.p + *at, end - *at}, {s.p + open + 1, n}, false};
	if (str_chr(a->value, '<') != SIZE_MAX)
		return false;
	*at = blanks_end(s, open + 1 + n + 1);
	return true;
}

/* The tag at the beginning of s (at its <); bytes it takes, or 0. */
static size_t read_tag(struct str s, struct xml_tag *t)
{
	size_t at = 1;
	t->attributes = 0;
	t->empty = false;
	t->closes = s.n > 1 && s.p[1] == '/';
	at += t->closes;
	size_t end = name_end(s, at);
	if (end == at)
		return 0;
	t->name = (struct str){s.p + at, end - at};
	for (at = blanks_end(s, end); at < s.n && s.p[at] != '>' && s.p[at] != '/'; t->attributes++)
		if (t->closes || t->attributes == XML_ATTRIBUTES || !read_attribute(s, &at, &t->attribute[t->attributes]))
			return 0;
	if (at < s.n && s.p[at] == '/') {
		t->empty = true;
		at++;
	}
	return at < s.n && s.p[at] == '>' && !(t->empty && t->closes) ? at + 1 : 0;
}

static void write_tag(struct buf *out, const struct xml_tag *t)
{
	buf_cstr(out, t->closes ? "</" : "<");
	buf_str(out, t->name);
	for (size_t i = 0; i < t->attributes; i++) {
		const struct xml_attribute *a = &t->attribute[i];
		char quote = str_chr(a->value, '"') == SIZE_MAX ? '"' : '\'';
		if (a->gone)
			continue;
		buf_char(out, ' ');
		buf_str(out, a->name);
		buf_char(out, '=');
		buf_char(out, quote);
		buf_str(out, a->value);
		buf_char(out, quote);
	}
	buf_cstr(out, t->empty ? "/>" : ">");
}

/* A tag within what is left out: counts, and sees its end. */
static void skip_tag(struct copy *c)
{
	if (!c->tag.empty)
		c->skip += c->tag.closes ? -1 : 1;
	if (c->skip == 0 && c->blank)
		write_tag(c->out, &c->tag);
}

static enum clean do_tag(struct copy *c)
{
	size_t n = read_tag(c->in, &c->tag);
	if (n == 0)
		return CLEAN_BROKEN;
	c->in = str_from(c->in, n);
	if (c->skip > 0) {
		skip_tag(c);
		return CLEAN_DONE;
	}
	enum xml_do what = c->tag.closes ? XML_KEEP : c->look(&c->tag);
	if (what == XML_REFUSE)
		return CLEAN_PART;
	if (what != XML_DROP)
		write_tag(c->out, &c->tag);
	c->skip = what != XML_KEEP && !c->tag.empty;
	c->blank = what == XML_BLANK;
	return CLEAN_DONE;
}

/* From `open` to `close`; written when keep. */
static enum clean do_span(struct copy *c, const char *close, bool keep)
{
	size_t n = str_find(c->in, str_of(close));
	if (n == SIZE_MAX)
		return CLEAN_BROKEN;
	n += strlen(close);
	if (keep && c->skip == 0)
		buf_str(c->out, str_head(c->in, n));
	c->in = str_from(c->in, n);
	return CLEAN_DONE;
}

enum clean xml_copy(struct str in, enum xml_do (*look)(struct xml_tag *t), struct buf *out)
{
	struct copy c = {.in = str_starts(in, "\xef\xbb\xbf") ? str_from(in, 3) : in, .out = out, .look = look};
	enum clean end = utf8_valid(in) && str_chr(in, '\0') == SIZE_MAX ? CLEAN_DONE : CLEAN_PART;
	if (str_starts(c.in, "<?xml"))
		buf_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
	while (end == CLEAN_DONE && c.in.n > 0) {
		size_t text = str_chr(c.in, '<');
		text = text == SIZE_MAX ? c.in.n : text;
		if (c.skip == 0)
			buf_str(out, str_head(c.in, text));
		c.in = str_from(c.in, text);
		if (c.in.n == 0)
			break;
		if (str_starts(c.in, "<?"))
			end = do_span(&c, "?>", false);
		else if (str_starts(c.in, "<!--"))
			end = do_span(&c, "-->", false);
		else if (str_starts(c.in, "<![CDATA["))
			end = do_span(&c, "]]>", true);
		else
			end = str_starts(c.in, "<!") ? CLEAN_SCRIPT : do_tag(&c);
	}
	return end == CLEAN_DONE && c.skip > 0 ? CLEAN_BROKEN : end;
}

struct str xml_value(const struct xml_tag *t, const char *name)
{
	for (size_t i = 0; i < t->attributes; i++)
		if (str_is(t->attribute[i].name, name))
			return t->attribute[i].value;
	return (struct str){NULL, 0};
}

bool xml_fits(struct str name, const char *pattern)
{
	size_t colon = str_chr(name, ':'), n = strlen(pattern);
	if (!strchr(pattern, ':') && colon != SIZE_MAX)
		name = str_from(name, colon + 1);
	return n && pattern[n - 1] == '*' ? name.n >= n - 1 && memcmp(name.p, pattern, n - 1) == 0 : str_is(name, pattern);
}
