/* OpenDocument texts and tables (ISO 26300). Left out: metadata, settings (they
 * name printers), thumbnails, signatures, revision numbers; authors of notes
 * and changes and the sender's fields lose their text, notes their dates.
 * Macros, encryption and objects of other programs: no copy. */
#include "office.h"

static const char *const gone[] = {"meta.xml", "settings.xml", "Thumbnails/", "Configurations2/", "layout-cache", "manifest.rdf",
	"META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml", NULL};
static const char *const scripts[] = {"Basic/", "Scripts/", "Dialogs/", NULL};

static const struct office_rule rules[] = {
	{XML_DROP, NULL, "rsid"}, {XML_DROP, NULL, "paragraph-rsid"}, {XML_BLANK, "dc:creator", NULL}, {XML_DROP, "dc:date", NULL}, {XML_BLANK, "creator-initials", NULL},
	{XML_BLANK, "sender-initials", NULL}, {XML_BLANK, "initial-creator", NULL}, {XML_BLANK, "author-name", NULL}, {XML_BLANK, "author-initials", NULL}, {XML_BLANK, "sender-*", NULL},
	{XML_BLANK, "printed-by", NULL}, {XML_BLANK, "file-name", NULL}, {XML_REFUSE, "encryption-data", NULL}, {XML_REFUSE, "event-listener", NULL}, {XML_REFUSE, "office:script", NULL},
	{XML_KEEP, NULL, NULL},
};

static bool begins(const char *name, const char *const *parts)
{
	for (size_t i = 0; parts[i]; i++)
		if (strncmp(name, parts[i], strlen(parts[i])) == 0)
			return true;
	return false;
}

static enum pack_do judge(const char *name)
{
	if (begins(name, gone))
		return PACK_DROP;
	if (begins(name, scripts))
		return PACK_SCRIPT;
	if (strcmp(name, "mimetype") == 0)
		return PACK_AS_IS;
	return strncmp(name, "Object", 6) == 0 ? PACK_REFUSE : office_by_ending(name);
}

static enum xml_do look(struct xml_tag *t)
{
	char path[256];
	struct str part = xml_value(t, "manifest:full-path");
	if (part.n > 0 && part.n < sizeof path) {
		memcpy(path, part.p, part.n);
		path[part.n] = '\0';
		if (begins(path, gone))
			return XML_DROP;
	}
	for (size_t i = 0; i < t->attributes; i++) {
		struct xml_attribute *a = &t->attribute[i];
		bool own = str_starts(a->value, "file:") || str_starts(a->value, "../") || str_starts(a->value, "/");
		if (!xml_fits(a->name, "xlink:href") || !own)
			continue;
		if (xml_fits(t->name, "image"))
			return XML_REFUSE;
		a->value = STR("about:blank");
	}
	return office_apply(rules, t);
}

static enum clean copy_xml(const char *name, struct str in, struct buf *out)
{
	(void)name;
	return xml_copy(in, look, out);
}

enum clean clean_opendocument(struct str in, struct buf *out)
{
	static const struct pack how = {judge, copy_xml, "mimetype", "mimetype"};
	return pack_clean(in, &how, out);
}
