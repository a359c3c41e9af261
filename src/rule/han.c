/* Laws: 1 han_form(han_form(c)) is han_form(c); 2 a form has the readings of
 * all its characters: a detector finds too much rather than too little. */
#include "han.h"

#include "han_table.h"

uint32_t han_form(uint32_t c)
{
	size_t low = 0, high = HAN_VARIANTS;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (han_variant[mid][0] == c)
			return han_variant[mid][1];
		if (han_variant[mid][0] < c)
			low = mid + 1;
		else
			high = mid;
	}
	return c;
}

const char *han_read(uint32_t form, size_t i)
{
	size_t low = 0, high = HAN_READINGS;
	if (form >= 1u << 21)
		return NULL;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (han_reading[mid] < form << 11)
			low = mid + 1;
		else
			high = mid;
	}
	return low + i < HAN_READINGS && han_reading[low + i] >> 11 == form ? han_syllable[han_reading[low + i] & 2047] : NULL;
}

int han_digit(uint32_t c)
{
	static const struct { uint32_t c; int digit; } han[] = {{0x3007, 0}, {0x96F6, 0}, {0x4E00, 1}, {0x5E7A, 1}, {0x4E8C, 2},
		{0x4E09, 3}, {0x56DB, 4}, {0x4E94, 5}, {0x516D, 6}, {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9}};
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	for (size_t i = 0; i < sizeof han / sizeof *han; i++)
		if (han[i].c == c)
			return han[i].digit;
	return -1;
}
