/* Codes by time. Laws: 1 a code of a step already used, or before it, fits no
 * more (RFC 6238, 5.2); 2 all steps in reach are tried whatever the first says. */
#include "totp.h"

#include "sha1.h"

int totp_code(struct str secret, int64_t step)
{
	unsigned char mac[SHA1_BYTES];
	char counter[8];
	for (int i = 0; i < 8; i++)
		counter[i] = (char)(unsigned char)((uint64_t)step >> (56 - 8 * i));
	sha1_hmac(secret, (struct str){counter, 8}, mac);
	const unsigned char *p = mac + (mac[SHA1_BYTES - 1] & 15);
	uint32_t number = ((uint32_t)p[0] & 0x7f) << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	return (int)(number % 1000000);
}

/* The number typed, or -1. */
static int typed_code(const char *typed)
{
	int code = 0, digits = 0;
	for (; *typed; typed++) {
		if (*typed == ' ')
			continue;
		if (*typed < '0' || *typed > '9' || ++digits > TOTP_DIGITS)
			return -1;
		code = code * 10 + (*typed - '0');
	}
	return digits == TOTP_DIGITS ? code : -1;
}

bool totp_shaped(const char *typed)
{
	return typed_code(typed) >= 0;
}

int64_t totp_step(struct str secret, int64_t utc_ms, const char *typed, int64_t used)
{
	int code = typed_code(typed);
	int64_t here = utc_ms / 1000 / TOTP_STEP_S, found = 0;
	for (int64_t step = here - TOTP_SLACK_STEPS; step <= here + TOTP_SLACK_STEPS; step++) {
		bool fits = (totp_code(secret, step) ^ code) == 0;
		found = (fits & (step > used)) ? step : found;
	}
	return found;
}

const char *totp_secret_text(struct arena *a, struct str secret)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = arena_alloc(a, secret.n * 8 / 5 + 2);
	size_t n = 0;
	uint32_t bits = 0;
	int have = 0;
	for (size_t i = 0; i < secret.n; i++) {
		bits = bits << 8 | (unsigned char)secret.p[i];
		for (have += 8; have >= 5; have -= 5)
			out[n++] = letters[bits >> (have - 5) & 31];
	}
	if (have)
		out[n++] = letters[bits << (5 - have) & 31];
	out[n] = 0;
	return out;
}
