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

/* An optional address, which nothing here follows, and then nothing. */
static bool ends(struct str *rest)
{
	struct str word;
	return !str_word(rest, &word) || !str_word(rest, &word);
}

static bool log_line(struct arena *a, struct policy *p, struct str *rest)
{
	struct str word;
	struct note_key key;
	if (p->logs == LIMIT_POLICY_NAMES || !str_word(rest, &word) || !note_key_parse(a, word, &key) || key.type != NOTE_LOG)
		return false;
	for (int i = 0; i < p->logs; i++)
		if (same_key(&p->log[i], &key))
			return false;
	p->log[p->logs++] = key;
	return ends(rest);
}

/* A new name for the table; NULL when it is taken, reserved, or one too many. */
static struct policy_name *new_name(struct policy *p, struct str *rest)
{
	struct str word;
	if (p->names == LIMIT_POLICY_NAMES || !str_word(rest, &word) || str_is(word, "none") || find_name(p, word) >= 0)
		return NULL;
	p->name[p->names] = (struct policy_name){.name = word, .group = -1};
	return &p->name[p->names];
}

static bool witness_line(struct arena *a, struct policy *p, struct str *rest)
{
	struct str word;
	struct policy_name *w = new_name(p, rest);
	if (!w || !str_word(rest, &word) || !note_key_parse(a, word, &w->key) || w->key.type != NOTE_WITNESS)
		return false;
	for (int i = 0; i < p->names; i++)
		if (!p->name[i].is_group && same_key(&p->name[i].key, &w->key))
			return false;
	p->names++;
	return ends(rest);
}

static bool group_line(struct policy *p, struct str *rest)
{
	struct str need, word;
	struct policy_name *g = new_name(p, rest);
	int64_t k = 0, members = 0;
	if (!g || !str_word(rest, &need))
		return false;
	for (; str_word(rest, &word); members++) {
		int i = find_name(p, word);
		if (i < 0 || p->name[i].group >= 0)
			return false;
		p->name[i].group = p->names;
	}
	if (str_is(need, "any"))
		k = 1;
	else if (str_is(need, "all"))
		k = members;
	else if (!str_i64(need, &k) || need.p[0] == '0')
		return false;
	if (members == 0 || k < 1 || k > members)
		return false;
	g->is_group = true;
	g->need = (int)k;
	p->names++;
	return true;
}

static bool quorum_line(struct policy *p, struct str *rest, bool *seen)
{
	struct str word, more;
	if (*seen || !str_word(rest, &word) || str_word(rest, &more))
		return false;
	*seen = true;
	p->quorum = str_is(word, "none") ? POLICY_NO_QUORUM : find_name(p, word);
	return p->quorum >= 0 || str_is(word, "none");
}

static bool line_parse(struct arena *a, struct policy *p, struct str line, bool *quorum)
{
	struct str rest = line, word;
	for (size_t i = 0; i < line.n; i++)
		if (((unsigned char)line.p[i] < 0x20 && line.p[i] != '\t') || line.p[i] == 0x7F)
			return false;
	if (!str_word(&rest, &word) || word.p[0] == '#')
		return true;
	if (str_is(word, "log"))
		return log_line(a, p, &rest);
	if (str_is(word, "witness"))
		return witness_line(a, p, &rest);
	if (str_is(word, "group"))
		return group_line(p, &rest);
	return str_is(word, "quorum") && quorum_line(p, &rest, quorum);
}

bool policy_parse(struct arena *a, struct str text, struct policy *out, int *line)
{
	bool quorum = false;
	struct str rest = text;
	*line = 0;
	memset(out, 0, sizeof *out);
	out->quorum = POLICY_NO_QUORUM;
	if (text.n > LIMIT_POLICY_BYTES)
		return false;
	for (int n = 1; rest.p; n++)
		if (!line_parse(a, out, str_cut(&rest, '\n'), &quorum)) {
			*line = n;
			return false;
		}
	return quorum;
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
