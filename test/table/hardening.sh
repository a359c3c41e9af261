#!/bin/bash
# The program people run is built as the assurance rules say: position
# independent, relocations read-only before it starts, no executable stack,
# stack protector and checked library calls in, and no library path of our own;
# `make install` puts everything where it is looked for.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${HUIYIN_BUILD:-build}
binary=$build/huiyin
passed=0 failed=0

fact() {
	local what=$1
	shift
	if "$@" >/dev/null 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$binary: not so: $what"
	fi
}
says() {
	local word=$1
	shift
	"$@" | grep -E -q -- "$word"
}
never() {
	! says "$@"
}

fact "position independent" says 'Type: +DYN' readelf -h "$binary"
fact "relocations are read-only" says 'GNU_RELRO' readelf -lW "$binary"
fact "all symbols are bound at the start" says 'BIND_NOW|FLAGS_1.*NOW' readelf -dW "$binary"
fact "the stack is not executable" says 'GNU_STACK.* RW ' readelf -lW "$binary"
fact "no text relocations" never 'TEXTREL' readelf -dW "$binary"
fact "no library path of its own" never 'RPATH|RUNPATH' readelf -dW "$binary"
fact "the stack protector is in" says '__stack_chk_fail' nm -D "$binary"
fact "library calls are checked" says '__(mem|v?snprintf|v?fprintf|v?printf|read|explicit_bzero)[a-z_]*_chk' nm -D "$binary"
fact "time and chance are the system's: no hook of PROFILE=world" never 'HUIYIN_WORLD' strings "$binary"
fact "no sanitizer is left in" never 'asan|tsan|ubsan' nm -D "$binary"

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
fact "make install works" make -s B="$build" DESTDIR="$place" install
fact "the program is installed" test -x "$place/usr/local/bin/huiyin"
fact "the manual is installed" test -s "$place/usr/local/share/man/man1/huiyin-clock.1"
fact "the service is installed" test -s "$place/usr/local/lib/systemd/system/huiyin.service"
fact "the rules are installed" test -s "$place/usr/local/share/huiyin/rules/clocks.txt"
fact "all rules are installed" diff -r --exclude='*.md' rules "$place/usr/local/share/huiyin/rules"
fact "the installed program looks for its rules there" says '/usr/local/share/huiyin' strings -a "$place/usr/local/bin/huiyin"

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
