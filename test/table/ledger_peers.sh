#!/bin/bash
# Ten thousand inclusion proofs and as many consistency proofs, true and
# tampered, every single bit of two hundred of them, signed checkpoints, tile
# names and places: judged by ours, by Go's sumdb and by sigstore's. All must
# say the same. Other cases on every run (SEED=n for the same again).
set -u
cd "$(dirname "$0")/../.." || exit 1
bench=${HUIYIN_BUILD:-build}/bench-ledger
seed=${SEED:-$(date +%s)}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
passed=0 failed=0

judge() { # name, least number of cases, command: counts as one test
	local name=$1 least=$2 n=0
	shift 2
	if "$@" <"$place/cases" >"$place/said" 2>&1; then
		n=$(sed -n 's/^\([0-9]*\) judged.*/\1/p' "$place/said")
	fi
	if [ "${n:-0}" -ge "$least" ]; then
		passed=$((passed + 1))
		echo "$name: $(tail -n 1 "$place/said")"
	else
		failed=$((failed + 1))
		echo "FAIL $name (SEED=$seed)"
		tail -n 20 "$place/said" | cut -c 1-300
	fi
}

"$bench" cases 10000 "$seed" >"$place/cases" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
export GOPATH=/usr/share/gocode GO111MODULE=off GOCACHE="$place/cache" GOFLAGS=
if go build -o "$place/peer" test/peers/ledger.go; then
	judge "Go's sumdb" 20000 "$place/peer"
	# and it would say so if we were wrong
	sed -n '1,40s/\t1\t/\t0\t/p' "$place/cases" >"$place/false"
	if "$place/peer" <"$place/false" >/dev/null; then
		echo "FAIL: false verdicts were not found" && failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
else
	failed=$((failed + 1))
fi
judge "sigstore" 10000 node test/peers/ledger.mjs
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
