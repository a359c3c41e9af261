/* Word and Excel documents since 2007 (ECMA-376). Left out: properties, custom
 * XML, people, threaded comments, printers, thumbnails, revision numbers,
 * templates' paths, file names of pictures, dates of changes; authors of
 * comments and changes become "-". Macros and parts of other programs: no copy. */
#include "office.h"

static const char *const gone[] = {"docProps/", "customXml/", "word/people.xml", "word/commentsExtended.xml", "word/commentsIds.xml",
	"word/commentsExtensible.xml", "word/glossary/", "xl/persons/", "xl/threadedComments/", "docMetadata/", "_xmlsignatures/",
	"xl/printerSettings/", "word/printerSettings", "xl/calcChain.xml", NULL};
static const char *const scripts[] = {"vbaProject", "vbaData", "/activeX/", "macrosheets/", "dialogsheets/", "/ctrlProps/", "customUI/", NULL};
static const char *const foreign[] = {"/embeddings/", "/externalLinks/", "/queryTables/", "/revisions/", "/connections.xml", "/afchunk", "/webextensions/", NULL};

/* The last part of a relationship's type whose target is gone. */
static const char *const gone_types[] = {"core-properties", "extended-properties", "custom-properties", "thumbnail", "people", "person", "customXml",
	"attachedTemplate", "printerSettings", "commentsExtended", "commentsIds", "commentsExtensible", "threadedComment", "glossaryDocument",
	"classificationlabels", "mailMergeSource", "mailMergeHeaderSource", "recipientData", "origin", "calcChain", NULL};

static const struct office_rule rules[] = {
	{XML_DROP, NULL, "rsid*"}, {XML_DROP, NULL, "paraId"}, {XML_DROP, NULL, "textId"}, {XML_DROP, NULL, "w:date"}, {XML_DROP, NULL, "dateUtc"},
	{XML_DROP, NULL, "w:initials"}, {XML_BLANK, NULL, "w:author"}, {XML_DROP, NULL, "uid"},
	{XML_DROP, "rsids", NULL}, {XML_DROP, "attachedTemplate", NULL}, {XML_DROP, "docId", NULL}, {XML_DROP, "docVars", NULL}, {XML_DROP, "mailMerge", NULL},
	{XML_DROP, "dataBinding", NULL}, {XML_DROP, "docPr", "descr"}, {XML_DROP, "docPr", "title"}, {XML_BLANK, "docPr", "name"},
	{XML_DROP, "cNvPr", "descr"}, {XML_DROP, "cNvPr", "title"}, {XML_BLANK, "cNvPr", "name"}, {XML_DROP, "imagedata", "title"},
	{XML_DROP, "fileSharing", NULL}, {XML_DROP, "absPath", NULL}, {XML_DROP, "revisionPtr", NULL}, {XML_DROP, "customWorkbookViews", NULL},
	{XML_DROP, "fileVersion", NULL}, {XML_DROP, "pageSetup", "r:id"}, {XML_BLANK, "author", NULL},
	{XML_REFUSE, "altChunk", NULL}, {XML_REFUSE, "subDoc", NULL},
	{XML_KEEP, NULL, NULL},
};

static bool in_parts(const char *name, const char *const *parts, bool begins)
{
	for (size_t i = 0; parts[i]; i++)
		if (begins ? strncmp(name, parts[i], strlen(parts[i])) == 0 : strstr(name, parts[i]) != NULL)
			return true;
	return false;
}

static enum pack_do judge(const char *name)
{
	if (in_parts(name, gone, true))
		return PACK_DROP;
	if (in_parts(name, scripts, false))
		return PACK_SCRIPT;
	return in_parts(name, foreign, false) ? PACK_REFUSE : office_by_ending(name);
}

static enum xml_do look(struct xml_tag *t)
{
	return office_apply(rules, t);
}

static bool gone_type(struct str type)
{
	for (size_t i = 0; gone_types[i]; i++)
		if (str_ends(type, gone_types[i]) && type.n > strlen(gone_types[i]) && type.p[type.n - strlen(gone_types[i]) - 1] == '/')
			return true;
	return false;
}

/* A relationship to what is gone goes; a link into somebody's own computer leads nowhere. */
static enum xml_do look_relationship(struct xml_tag *t)
{
	struct str type = xml_value(t, "Type"), target = xml_value(t, "Target");
	if (!xml_fits(t->name, "Relationship"))
		return XML_KEEP;
	if (gone_type(type))
		return XML_DROP;
	if (!str_is(xml_value(t, "TargetMode"), "External"))
		return XML_KEEP;
	if (!str_ends(type, "/hyperlink"))
		return XML_REFUSE;
	for (size_t i = 0; i < t->attributes; i++)
		if (str_is(t->attribute[i].name, "Target") && !office_public_link(target))
			t->attribute[i].value = STR("about:blank");
	return XML_KEEP;
}

/* The list of types does not name what is gone. */
static enum xml_do look_type(struct xml_tag *t)
{
	char name[256];
	struct str part = xml_value(t, "PartName");
	if (part.n < 2 || part.n > sizeof name)
		return XML_KEEP;
	memcpy(name, part.p + 1, part.n - 1);
	name[part.n - 1] = '\0';
	return in_parts(name, gone, true) ? XML_DROP : XML_KEEP;
}

static enum clean copy_xml(const char *name, struct str in, struct buf *out)
{
	if (str_ends(str_of(name), ".rels"))
		return xml_copy(in, look_relationship, out);
	return xml_copy(in, strcmp(name, "[Content_Types].xml") == 0 ? look_type : look, out);
}

enum clean clean_office(struct str in, struct buf *out)
{
	static const struct pack how = {judge, copy_xml, "[Content_Types].xml", NULL};
	return pack_clean(in, &how, out);
}

/* -- for both families */

enum pack_do office_by_ending(const char *name)
{
	static const char *const xml[] = {".xml", ".rels", ".vml", NULL}, *const pictures[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", NULL};
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot && xml[i]; i++)
		if (strcasecmp(dot, xml[i]) == 0)
			return PACK_XML;
	for (size_t i = 0; dot && pictures[i]; i++)
		if (strcasecmp(dot, pictures[i]) == 0)
			return PACK_PICTURE;
	return PACK_REFUSE;
}

bool office_public_link(struct str target)
{
	static const char *const ways[] = {"http://", "https://", "mailto:", "tel:", "#"};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (str_starts(target, ways[i]))
			return true;
	return false;
}

enum xml_do office_apply(const struct office_rule *rule, struct xml_tag *t)
{
	enum xml_do what = XML_KEEP;
	for (; rule->element || rule->attribute; rule++) {
		if (rule->element && !xml_fits(t->name, rule->element))
			continue;
		if (!rule->attribute)
			what = rule->what;
		for (size_t i = 0; rule->attribute && i < t->attributes; i++) {
			struct xml_attribute *a = &t->attribute[i];
			if (!xml_fits(a->name, rule->attribute))
				continue;
			a->gone = a->gone || rule->what == XML_DROP;
			if (rule->what == XML_BLANK)
				a->value = STR("-");
		}
	}
	return what;
}
