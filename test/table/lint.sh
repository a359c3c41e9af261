#!/bin/bash
# The house rules hold: each check is green on a small clean house and red on
# the same house with one fault in it. A check that cannot fail would be worse
# than none.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
passed=0 failed=0

fresh() {
	rm -rf "${house:?}"/*
	mkdir -p "$house"/{src/{base,rule,wire,store,matter,face},text,rules,sql,test,bench,tools,build}
	cp "$root"/tools/check-* "$root"/tools/literals "$house/tools/"
	printf '%s\n' '#include "os.h"' 'int os_close(int fd);' >"$house/src/base/os_file.c"
	printf '%s\n' 'home.title' '  en Home' '  zh 首页' >"$house/text/page.txt"
	printf '%s\n' '#include "../wire/html.h"' '#include "../store/store.h"' '#include "text.h"' \
		'void f(void)' '{' '	html(o, "<p title=\"%s\">%s</p>", x, T_HOME_TITLE); /* <b> */' '}' >"$house/src/face/page.c"
}

# expect green|red CHECK WHAT
expect() {
	local want=$1 check=$2 what=$3 got=green
	# shellcheck disable=SC2086 # a name and its argument
	(cd "$house" && tools/check-$check) >"$house/said" 2>&1 || got=red
	if [ "$got" = "$want" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "check-$check is $got, not $want: $what"
		sed 's/^/    /' "$house/said"
	fi
}

# red CHECK FILE LINE...: with these lines added to the file the check is red.
red() {
	local check=$1 file=$2
	shift 2
	fresh
	mkdir -p "$house/${file%/*}"
	printf '%s\n' "$@" >>"$house/$file"
	expect red "$check" "$file: $*"
}
green() {
	local check=$1 file=$2
	shift 2
	fresh
	mkdir -p "$house/${file%/*}"
	printf '%s\n' "$@" >>"$house/$file"
	expect green "$check" "$file: $*"
}

for check in floors sizes html sql texts; do
	fresh
	expect green "$check" "a clean house"
done

red floors src/base/x.c '#include "../rule/clock.h"'
red floors src/base/x.c '#include "text.h"'
red floors src/rule/x.c '#include "../store/db.h"'
red floors src/wire/x.c '#include "../rule/clock.h"'
red floors src/store/x.c '#include "../matter/act.h"'
red floors src/matter/x.c '#include "../wire/html.h"'
red floors src/face/x.c '#include "../store/db.h"'
red floors src/face/x.c '#include "query.h"'
red floors src/face/x.c '#include "base/str.h"'
red floors src/attic/x.c ''
green floors src/matter/x.c '#include "../rule/clock.h"' '#include "query.h"' '#include "deed.h"' '#include <stdio.h>'
green floors src/main.c '#include "face/cli.h"'

lines() {
	for _ in $(seq "$1"); do echo '	x();'; done
}
red sizes src/rule/x.c 'void f(void)' '{' "$(lines 68)" '}'
green sizes src/rule/x.c 'void f(void)' '{' "$(lines 67)" '}'
red sizes src/rule/x.c 'static void f(int a,' '	int b)' '{' "$(lines 67)" '}'
red sizes src/rule/x.h "$(lines 801)"
green sizes src/rule/x.h "$(lines 800)"

red html src/matter/x.c 'const char *x = "<p>";'
red html src/wire/form.c 'const char *x = "a</td>";'
red html src/face/x.c 'void g(void) { html(o, "<a href=\"%s\">", x); }'
red html src/face/x.c 'void g(void) { html(o, "<a href=\"/m/%s\">", x); }'
red html src/face/x.c 'void g(void) { html(o, "<img src=/x/%d>", x); }'
red html src/face/x.c 'void g(void) { html(o, "<form action=\"%s\">", x); }'
red html src/face/x.c 'void g(void) { html(o, "<p style=\"color:%s\">", x); }'
red html src/face/x.c 'void g(void) { html(o, "<p onclick=\"f(%d)\">", x); }'
red html src/face/x.c 'void g(void) { html(o, "<script>x</script>"); }'
green html src/matter/x.c 'int a = b <c; const char *x = "a < b, <%d>"; /* <p> */'
green html src/face/x.c 'void g(void) { html(o, "<p class=\"%s\" data-src-x=\"1\">", x); }'

red sql src/store/store.c 'int x = sqlite3_exec(a);'
red sql src/matter/x.c 'int x = sqlite3_prepare_v2(a);'
red sql src/matter/x.c 'const char *x = "SELECT id FROM matter";'
red sql src/face/x.c 'const char *x = "a " "DELETE FROM matter";'
green sql src/store/engine_sqlite.c 'int x = sqlite3_prepare_v2(a);'
green sql src/matter/x.c 'const char *x = "Please select from the list"; /* SELECT id */'

red texts text/page.txt 'home.unused' '  en Unused' '  zh 无用'
red texts src/face/x.c 'const char *x = "首页";'
green texts src/rule/x.c 'const char *x = "国务院";'
fresh
printf '%s\n' 'role.clerk' '  en Clerk' '  zh 经办人' >>"$house/text/page.txt"
expect red texts "role.clerk unused"
echo 'void g(void) { k = arena_printf(a, "role.%s", x); }' >"$house/src/face/x.c"
expect green texts "role.clerk by its form"

# Objects: what they ask of the system.
asks() {
	local want=$1 file=$2 code=$3
	fresh
	mkdir -p "$house/build/obj/${file%/*}"
	echo "$code" | gcc -x c -O2 -w -D_FORTIFY_SOURCE=2 -c -o "$house/build/obj/${file%.c}.o" - || failed=$((failed + 1))
	expect "$want" "symbols build" "$file: $code"
}
asks green src/rule/x.c '#include <string.h>
int f(const char *a) { return (int)strlen(a); }'
asks red src/rule/x.c '#include <time.h>
time_t f(void) { return time(0); }'
asks red src/rule/x.c '#include <unistd.h>
long f(int n, char *b) { char c[9]; long r = read(0, c, n); b[0] = c[1]; return r; }'
asks red src/wire/x.c '#include <sys/socket.h>
int f(void) { return socket(1, 1, 1); }'
asks red src/store/x.c '#include <stdio.h>
FILE *f(void) { return fopen("x", "r"); }'
asks red src/matter/x.c '#include <pthread.h>
int f(pthread_mutex_t *m) { return pthread_mutex_lock(m); }'
asks red src/matter/x.c '#include <stdio.h>
int f(int d) { return printf("%d", d); }'
asks red src/face/web.c '#include <stdio.h>
int f(int d) { return fprintf(stderr, "%d", d); }'
asks red src/matter/x.c '#include <stdlib.h>
int f(void) { return rand(); }'
asks red src/matter/x.c '#include <unistd.h>
int f(void) { return fork(); }'
asks red src/store/x.c 'int sqlite3_step(void *); int f(void *s) { return sqlite3_step(s); }'
asks green src/store/engine_sqlite.c 'int sqlite3_step(void *); int f(void *s) { return sqlite3_step(s); }'
asks green src/face/cli_x.c '#include <stdio.h>
int f(int d) { return printf("%d", d); }'
asks green src/base/os_time.c '#include <time.h>
time_t f(void) { return time(0); }'
fresh
expect red "symbols build" "a build without objects"

# rights: R1..R44 each once, each with a test that is there or a word of what is lacking
rights() {
	fresh
	mkdir -p "$house"/{doc,test/story}
	printf '%s\n' "	async 'a right is kept'({ data }) {" "	assert.ok(x, 'words elsewhere');" >"$house/test/story/x.mjs"
	for n in $(seq 2 44); do echo "| R$n | a right | later: with something |"; done >"$house/doc/rights-of-petitioners.md"
	printf '%s\n' "$1" >>"$house/doc/rights-of-petitioners.md"
}
rights '| R1 | a right | `test/story/x.mjs: a right is kept` |' && expect green rights "all there"
rights '| R1 | a right | `test/story/x.mjs: another right` |' && expect red rights "a test that is not there"
rights '| R1 | a right | `test/story/x.mjs: words elsewhere` |' && expect red rights "words that are no name of a test"
rights '| R1 | a right | `test/story/y.mjs: a right is kept` |' && expect red rights "a file that is not there"
rights '| R1 | a right | `test/story/x.mjs` |' && expect red rights "a file without a test"
rights '| R1 | a right | |' && expect red rights "neither a test nor a word"
rights '| R2 | a right | later: twice |' && expect red rights "one missing, one twice"

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
