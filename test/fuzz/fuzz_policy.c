/* Policies: with every witness the quorum can be met, and one more never breaks it. */
#include "../../src/base/bug.h"
#include "../../src/rule/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct policy p;
	int line = -1;
	if (policy_parse(a, (struct str){(const char *)data, size}, &p, &line)) {
		bool cosigned[LIMIT_POLICY_NAMES] = {0};
		bool met = policy_met(&p, cosigned);
		must(met == (p.quorum == POLICY_NO_QUORUM));
		for (int i = 0; i < p.names; i++) {
			cosigned[i] = true;
			must(!met || policy_met(&p, cosigned));
			met = policy_met(&p, cosigned);
		}
		must(met);
	} else {
		must(line >= 0);
	}
	arena_free(a);
	return 0;
}
