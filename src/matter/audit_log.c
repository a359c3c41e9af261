/* See audit_log.h. Law: values are fixed words and numbers, nothing else. */
#include "audit_log.h"

#include "../base/log.h"

static const char *by(struct arena *a, const struct viewer *v)
{
	if (!v)
		return "nobody";
	switch (v->kind) {
	case VIEWER_STAFF: return arena_printf(a, "%lld", (long long)v->person_id);
	case VIEWER_PETITIONER: return "petitioner";
	case VIEWER_SYSTEM: return "system";
	case VIEWER_PUBLIC: break;
	}
	return "nobody";
}

void audit_log(struct tx *tx, const char *event, const struct viewer *v, const char *object, int64_t id)
{
	const char *name = arena_printf(tx->arena, "security.%s", event);
	if (object)
		log_line(LOG_NOTE, name, "by", by(tx->arena, v), object, arena_printf(tx->arena, "%lld", (long long)id), NULL);
	else
		log_line(LOG_NOTE, name, "by", by(tx->arena, v), NULL);
}
