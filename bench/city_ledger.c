/* What the ledger costs in a city's own database (doc/decisions/ledger.md).
 *   bench-city_ledger share DIR N      N filings, each a transaction of its own, with their leaves and
 *                                      without them by turns; then the same in groups of 64: medians of
 *                                      time and of processor, and the ledger's share
 *   bench-city_ledger fill DIR LEAVES  events with leaves until the tree has so many
 *   bench-city_ledger prove DIR N      N inclusion proofs at random places: time, hashes, a receipt's bytes
 * DIR is a city of `huiyin init`, for nothing else. Linked with --wrap=ledger_note: here, and only
 * here, an event can be written without its leaf. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/bug.h"
#include "matter/act.h"
#include "matter/data.h"
#include "matter/event.h"
#include "matter/input.h"
#include "matter/ledger.h"
#include "matter/ledger_receipt.h"
#include "matter/ledger_run.h"

enum { GROUP = 64, FILL_BATCH = 2000, EVENTS = 200, ARENA_BYTES = 512 * 1024 * 1024, BATCHES = 400 };

static bool leaves = true;
void __real_ledger_note(struct tx *tx, int64_t event_id, const struct ledger_paper *paper, size_t papers);
void __wrap_ledger_note(struct tx *tx, int64_t event_id, const struct ledger_paper *paper, size_t papers);

void __wrap_ledger_note(struct tx *tx, int64_t event_id, const struct ledger_paper *paper, size_t papers)
{
	if (leaves)
		__real_ledger_note(tx, event_id, paper, papers);
}

struct job_of { struct city *city; struct now now; int64_t n, leaves, matter; };

static int64_t ns(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int by_size(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return a < b ? -1 : a > b;
}

static double median_us(int64_t *v, int64_t n)
{
	qsort(v, (size_t)n, sizeof *v, by_size);
	return (double)v[n / 2] / 1000;
}

static void write_or_die(struct city *c, struct arena *a, bool (*run)(struct tx *tx, void *arg), void *arg)
{
	enum trouble trouble;
	if (!store_write(c->store, a, run, arg, &trouble)) {
		fprintf(stderr, "bench-city_ledger: the city could not keep it (%d)\n", (int)trouble);
		exit(3);
	}
}

/* -- share */

static struct str typed(void *ctx, const char *name)
{
	static const char *const pairs[][2] = {{"name", "王小明"}, {"phone", "13800138000"}, {"subject", "供暖温度不足"}, {"text", "家里只有十五度，已经三天了。"}};
	(void)ctx;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (cstr_eq(pairs[i][0], name))
			return str_of(pairs[i][1]);
	return (struct str){NULL, 0};
}

static bool file_some(struct tx *tx, void *arg)
{
	struct job_of *j = arg;
	struct viewer v = viewer_petitioner(0);
	for (int64_t i = 0; i < j->n; i++) {
		struct act_in in = {0};
		struct act_done done;
		struct refusal why = {0};
		field_read(tx->arena, act_new_row(j->city, "petition", "file", true), j->now, typed, NULL, &in);
		must(act_new(tx, j->city, &v, j->now, "petition", "file", 0, &in, &done, &why));
		j->matter = done.matter_id;
	}
	return tx->trouble == TROUBLE_NONE;
}

static void tell_share(const char *what, int64_t group, int64_t *v[2], int64_t n)
{
	double with = median_us(v[1], n), without = median_us(v[0], n);
	printf("%lld at a time, %s: %.0f us a filing with its leaf, %.0f us without: the ledger is %.1f %%\n", (long long)group, what, with, without,
		(with - without) / with * 100);
	free(v[0]);
	free(v[1]);
}

static void share_of(struct city *c, struct arena *a, int64_t n, int64_t group)
{
	int64_t *time[2] = {calloc((size_t)n, 8), calloc((size_t)n, 8)}, *cpu[2] = {calloc((size_t)n, 8), calloc((size_t)n, 8)};
	must(time[0] && time[1] && cpu[0] && cpu[1]);
	for (int64_t i = 0; i < n * 2; i++) {
		struct job_of j = {.city = c, .now = city_now(c), .n = group};
		leaves = (i ^ i >> 1) & 1;             /* with, without, without, with */
		int64_t from = ns(CLOCK_MONOTONIC), used = ns(CLOCK_PROCESS_CPUTIME_ID);
		write_or_die(c, a, file_some, &j);
		time[leaves][i / 2] = (ns(CLOCK_MONOTONIC) - from) / group;
		cpu[leaves][i / 2] = (ns(CLOCK_PROCESS_CPUTIME_ID) - used) / group;
		arena_reset(a);
	}
	tell_share("commit time", group, time, n);
	tell_share("processor", group, cpu, n);
}

/* -- fill */

static bool fill_some(struct tx *tx, void *arg)
{
	struct job_of *j = arg;
	for (int i = 0; i < FILL_BATCH && j->leaves < j->n && tx->trouble == TROUBLE_NONE; i++, j->leaves++) {
		if (j->leaves % EVENTS == 0) {
			struct job_of one = {.city = j->city, .now = j->now, .n = 1};
			if (!file_some(tx, &one))
				return false;
			j->matter = one.matter;
			continue;
		}
		input_begin(tx);
		event_system(tx, j->now, &(struct system_event){j->matter, "registered", "overdue", DB_NULL_INT, true, "bench", data_of_pairs(tx->arena, "clock", "handle", NULL)});
		input_keep(tx, j->now, j->matter, "bench", NULL, NULL);
	}
	return tx->trouble == TROUBLE_NONE;
}

static bool pad(struct tx *tx, void *arg)
{
	ledger_pad(tx, arg);
	return tx->trouble == TROUBLE_NONE;
}

static bool measure_size(struct tx *tx, void *arg)
{
	((struct job_of *)arg)->leaves = ledger_size(tx);
	return true;
}

static void fill(struct city *c, struct arena *a, int64_t n)
{
	struct job_of j = {.city = c, .now = city_now(c), .n = n};
	write_or_die(c, a, measure_size, &j);
	while (j.leaves < n) {
		write_or_die(c, a, fill_some, &j);
		arena_reset(a);
	}
	write_or_die(c, a, pad, c);
	const char *why = ledger_sign(c, a);
	printf("%lld leaves%s%s\n", (long long)j.leaves, why ? ": " : "", why ? why : "");
}

/* -- prove */

static void prove(struct city *c, struct arena *a, int64_t n)
{
	struct tx tx;
	struct merkle_proof p;
	struct buf b;
	int64_t *time = calloc((size_t)n, 8), hashes = 0;
	must(time);
	read_begin(c->store, 0, a, &tx);
	int64_t size = ledger_size(&tx), cpu = ns(CLOCK_PROCESS_CPUTIME_ID);
	uint64_t dice = 88172645463325252u;
	for (int64_t i = 0; i < n; i++) {
		dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
		int64_t from = ns(CLOCK_MONOTONIC);
		must(ledger_include(&tx, (int64_t)(dice % (uint64_t)size), size, &p));
		time[i] = ns(CLOCK_MONOTONIC) - from;
		hashes += p.n;
		arena_reset(a);
	}
	cpu = ns(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	printf("%lld leaves: a proof of %.1f hashes (%.0f bytes) in %.0f us (median), %.0f us of processor\n", (long long)size, (double)hashes / (double)n,
		32.0 * (double)hashes / (double)n, median_us(time, n), (double)cpu / (double)n / 1000);
	buf_init(&b, 1024 * 1024);
	int64_t from = ns(CLOCK_MONOTONIC);
	if (ledger_receipt(&tx, c, 1, 1, &b))
		printf("a whole receipt: %zu bytes in %.0f us\n", b.n, (double)(ns(CLOCK_MONOTONIC) - from) / 1000);
	buf_free(&b);
	read_end(&tx);
	free(time);
}

int main(int argc, char **argv)
{
	const char *why = NULL;
	struct arena *a = arena_new(ARENA_BYTES);
	int64_t n;
	if (argc != 4 || !str_i64(str_of(argv[3]), &n) || n < 1) {
		fprintf(stderr, "bench-city_ledger share|fill|prove DIR N\n");
		return 2;
	}
	struct city *c = city_open(argv[2], STORE_COMMAND, &why);
	if (!c) {
		fprintf(stderr, "bench-city_ledger: %s\n", why);
		return 3;
	}
	if (cstr_eq(argv[1], "share")) {
		share_of(c, a, n, 1);
		share_of(c, a, n / GROUP + 1, GROUP);
	} else if (cstr_eq(argv[1], "fill")) {
		fill(c, a, n);
	} else {
		prove(c, a, n);
	}
	city_close(c);
	return 0;
}
