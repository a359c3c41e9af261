/* Policies. See policy.h. */
#include "policy.h"

#include "../base/bug.h"

static bool same_key(const struct note_key *x, const struct note_key *y)
{
	return memcmp(x->bytes, y->bytes, sizeof x->bytes) == 0;
}

static int find_name(const struct policy *p, struct str name)
{
	for (int i = 0; i < p->names; i++)
		if (str_eq(p->name[i].name, name))
			return i;
	return -1;
}

static bool refuse(struct policy *p, const char *why)
{
	p->why = why;
	return false;
}

static bool url_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~:[]/", c));
}

bool policy_url_ok(struct str url)
{
	size_t scheme = str_starts(url, "https://") ? 8 : str_starts(url, "http://") ? 7 : 0;
	if (!scheme || url.n > LIMIT_WITNESS_URL_BYTES || url.n == scheme || url.p[scheme] == '/')
		return false;
	for (size_t i = 0; i < url.n; i++)
		if (!url_char(url.p[i]))
			return false;
	return str_find(url, STR("..")) == SIZE_MAX && str_find(str_from(url, scheme), STR("//")) == SIZE_MAX;
}

/* An optional address, which nothing here follows, and then nothing. */
static bool ends(struct policy *p, struct str *rest, struct str *url)
{
	struct str more;
	*url = STR_NONE;
	return !str_word(rest, url) || !str_word(rest, &more) || refuse(p, "there are more words than a line of this kind has");
}

static bool log_line(struct arena *a, struct policy *p, struct str *rest)
{
	struct str word, url;
	struct note_key key;
	if (p->logs == LIMIT_POLICY_NAMES)
		return refuse(p, "there are too many logs");
	if (!str_word(rest, &word) || !note_key_parse(a, word, &key) || key.type != NOTE_LOG)
		return refuse(p, "this is not a ledger's public key: log NAME+NUMBER+BASE64");
	for (int i = 0; i < p->logs; i++)
		if (same_key(&p->log[i], &key))
			return refuse(p, "this key stands here twice");
	p->log[p->logs++] = key;
	return ends(p, rest, &url);
}

/* A new name for the table; NULL when it is taken, reserved, or one too many. */
static struct policy_name *new_name(struct policy *p, struct str *rest)
{
	struct str word;
	const char *why = p->names == LIMIT_POLICY_NAMES ? "there are too many witnesses and groups" : !str_word(rest, &word) ? "a name is missing"
		: str_is(word, "none") ? "none is no name" : find_name(p, word) >= 0 ? "this name is taken" : NULL;
	if (why) {
		p->why = why;
		return NULL;
	}
	p->name[p->names] = (struct policy_name){.name = word, .group = -1};
	return &p->name[p->names];
}

static bool witness_line(struct arena *a, struct policy *p, struct str *rest, int number)
{
	struct str word;
	struct policy_name *w = new_name(p, rest);
	if (!w)
		return false;
	if (!str_word(rest, &word) || !note_key_parse(a, word, &w->key) || w->key.type != NOTE_WITNESS)
		return refuse(p, "this is not a witness's public key: witness NAME KEYNAME+NUMBER+BASE64");
	for (int i = 0; i < p->names; i++)
		if (!p->name[i].is_group && same_key(&p->name[i].key, &w->key))
			return refuse(p, "this key stands here twice");
	w->line = number;
	p->names++;
	return ends(p, rest, &w->url);
}

static bool group_line(struct policy *p, struct str *rest)
{
	struct str need, word;
	struct policy_name *g = new_name(p, rest);
	int64_t k = 0, members = 0;
	if (!g)
		return false;
	if (!str_word(rest, &need))
		return refuse(p, "it is not said how many of the group are enough: all, any or a number");
	for (; str_word(rest, &word); members++) {
		int i = find_name(p, word);
		if (i < 0)
			return refuse(p, "a member of this group is not named above");
		if (p->name[i].group >= 0)
			return refuse(p, "a member of this group is in another one, or named twice");
		p->name[i].group = p->names;
	}
	if (str_is(need, "any"))
		k = 1;
	else if (str_is(need, "all"))
		k = members;
	else if (!str_i64(need, &k) || need.p[0] == '0')
		return refuse(p, "it is not said how many of the group are enough: all, any or a number");
	if (members == 0 || k < 1 || k > members)
		return refuse(p, "the group has fewer members than are asked for");
	g->is_group = true;
	g->need = (int)k;
	p->names++;
	return true;
}

static bool quorum_line(struct policy *p, struct str *rest, bool *seen)
{
	struct str word, more;
	if (*seen)
		return refuse(p, "a second quorum line");
	if (!str_word(rest, &word) || str_word(rest, &more))
		return refuse(p, "a quorum line has one word: a name from above, or none");
	*seen = true;
	p->quorum = str_is(word, "none") ? POLICY_NO_QUORUM : find_name(p, word);
	return p->quorum >= 0 || str_is(word, "none") || refuse(p, "the quorum is not named above");
}

static bool line_parse(struct arena *a, struct policy *p, struct str line, int number, bool *quorum)
{
	struct str rest = line, word;
	for (size_t i = 0; i < line.n; i++)
		if (((unsigned char)line.p[i] < 0x20 && line.p[i] != '\t') || line.p[i] == 0x7F)
			return refuse(p, "there is a control byte in this line");
	if (!str_word(&rest, &word) || word.p[0] == '#')
		return true;
	if (str_is(word, "log"))
		return log_line(a, p, &rest);
	if (str_is(word, "witness"))
		return witness_line(a, p, &rest, number);
	if (str_is(word, "group"))
		return group_line(p, &rest);
	if (str_is(word, "quorum"))
		return quorum_line(p, &rest, quorum);
	return refuse(p, "a line begins with log, witness, group or quorum");
}

bool policy_parse(struct arena *a, struct str text, struct policy *out, int *line)
{
	bool quorum = false;
	struct str rest = text;
	*line = 0;
	memset(out, 0, sizeof *out);
	out->quorum = POLICY_NO_QUORUM;
	if (text.n > LIMIT_POLICY_BYTES)
		return refuse(out, "it is too long");
	for (int n = 1; rest.p; n++)
		if (!line_parse(a, out, str_cut(&rest, '\n'), n, &quorum)) {
			*line = n;
			return false;
		}
	return quorum || refuse(out, "there is no quorum line");
}

struct policy policy_of_key(const struct note_key *log)
{
	struct policy p = {.quorum = POLICY_NO_QUORUM};
	p.log[p.logs++] = *log;
	return p;
}

bool policy_met(const struct policy *p, const bool cosigned[static LIMIT_POLICY_NAMES])
{
	int got[LIMIT_POLICY_NAMES] = {0};
	bool met = false;
	if (p->quorum == POLICY_NO_QUORUM)
		return true;
	/* Members stand before their groups. */
	for (int i = 0; i <= p->quorum; i++) {
		met = p->name[i].is_group ? got[i] >= p->name[i].need : cosigned[i];
		if (met && p->name[i].group >= 0)
			got[p->name[i].group]++;
	}
	return met;
}
