/* The short article words of rule files ("REG 23(3)", "local: named handler")
 * as a reader understands them, in both languages. */
#ifndef FACE_LAW_H
#define FACE_LAW_H

#include "route.h"

/* "Regulations on Petition Work art. 23(3)", "《信访工作条例》第23(3)条"; arena. "" for NULL. */
const char *law_words(struct arena *a, enum lang lang, const char *article);

#endif
