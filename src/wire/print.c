/* The words of a document's lines, and how many fields each has. */
#include "print.h"

enum { NAMES = PRINT_FIELDS_MAX - 2 };

const struct print_word_row print_words[PRINT__MAX] = {
	[PRINT_HEAD] = {"huiyin-print 1", 0, 0}, [PRINT_KIND] = {"kind", 1, 1}, [PRINT_LANG] = {"lang", 1, 1}, [PRINT_MADE] = {"made", 1, 1},
	[PRINT_MARK] = {"mark", 1, 1}, [PRINT_NUMBER] = {"number", 1, 1}, [PRINT_TITLE] = {"title", 1, 1}, [PRINT_UNDER] = {"under", 1, 1},
	[PRINT_TO] = {"to", 1, 1}, [PRINT_LEVEL] = {"level", 3, 3}, [PRINT_HEADING] = {"heading", 1, 1}, [PRINT_PARA] = {"para", 1, 1}, [PRINT_PEOPLE] = {"people", 2, NAMES},
	[PRINT_TABLE] = {"table", 1, PRINT_COLUMNS_MAX}, [PRINT_CELLS] = {"cells", 1, PRINT_COLUMNS_MAX}, [PRINT_FIGURE] = {"figure", 3, 3},
	[PRINT_SIGN] = {"sign", 2, 2}, [PRINT_SMALL] = {"small", 1, 1}, [PRINT_COPIES] = {"copies", 2, 2}, [PRINT_ISSUED] = {"issued", 2, 2},
	[PRINT_END] = {"end", 0, 0},
};

const char *print_line_of(const struct lines *l, enum print_word *out)
{
	for (int w = 0; w < PRINT__MAX; w++) {
		if (!str_is(l->field[0], print_words[w].word))
			continue;
		*out = (enum print_word)w;
		bool fits = l->fields - 1 >= print_words[w].fields && l->fields - 1 <= print_words[w].most;
		return fits ? NULL : "a line with too few or too many fields";
	}
	return "an unknown line";
}
