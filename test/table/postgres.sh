#!/bin/bash
# The other engine: the store's facts, the deeds and the program itself on a
# private PostgreSQL server that lives for this script only.
#   HUIYIN=build-gcc/huiyin bash test/table/postgres.sh [word of a unit test]
# Needs the programs of postgresql-15; where they are missing it skips.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$(dirname "${HUIYIN:-build/huiyin}")
word=${1:-}
passed=0 failed=0 skipped=0

close() {
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" = 0 ]
}
check() { # what, then a command that must succeed
	local what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		echo "FAIL $what"
		failed=$((failed + 1))
	fi
}

# The server refuses to run as root.
server_programs() {
	local dir
	for dir in "$(dirname "$(realpath "$(command -v postgres || echo /none)")")" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr); do
		[ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] && [ -x "$dir/pg_ctl" ] && [ -x "$dir/pg_isready" ] && echo "$dir" && return
	done
}
as_other() {
	if [ "$(id -u)" != 0 ]; then
		"$@"
	else
		setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups -- env HOME="$place" "$@"
	fi
}
bin=$(server_programs)
owner=$(id -un postgres 2>/dev/null || echo nobody)
if [ -z "$bin" ]; then
	echo "skipped: no PostgreSQL server programs here (package postgresql-15)"
	skipped=1
	close
	exit
fi

place=$(mktemp -d /tmp/huiyin-postgres-XXXXXX)
stop_server() {
	[ -e "$place/data/postmaster.pid" ] && as_other "$bin/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1
}
stop() {
	stop_server
	rm -rf "$place"
}
trap stop EXIT
trap 'exit 1' INT TERM HUP
[ "$(id -u)" = 0 ] && chown "$owner" "$place"

# A private server does not outlive TIME_LIMIT, whatever becomes of this script.
start() {
	as_other timeout -k 10 "${TIME_LIMIT:-1500}" "$bin/postgres" -D "$place/data" -p "$1" -c listen_addresses=127.0.0.1 \
		-c unix_socket_directories="$place" -c fsync=off -c full_page_writes=off -c autovacuum=off -c shared_buffers=128MB -c max_connections=60 \
		>"$place/log" 2>&1 </dev/null &
	local server=$!
	for _ in $(seq 100); do
		as_other "$bin/pg_isready" -q -h "$place" -p "$1" && return 0
		kill -0 "$server" 2>/dev/null || break
		sleep 0.1
	done
	stop_server
	return 1
}
as_other "$bin/initdb" -D "$place/data" -U huiyin -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$place/initdb" 2>&1 || {
	cat "$place/initdb"
	exit 1
}
# A port that somebody has taken is another try.
started=
for _ in 1 2 3 4 5; do
	port=$((20000 + RANDOM % 12000))
	start "$port" && started=yes && break
done
if [ -z "$started" ]; then
	cat "$place/log"
	exit 1
fi
where="host=$place port=$port user=huiyin dbname=postgres"
export HUIYIN_TEST_ENGINE="postgres:$where"

# -- unit tests, on this engine

count() { # a unit runner and its words
	local line p f s
	"$@" >"$place/said" 2>&1
	line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$place/said" | tail -n 1)
	if [ -z "$line" ]; then
		failed=$((failed + 1))
		cat "$place/said"
		return
	fi
	read -r p _ f _ s _ <<<"${line//,/}"
	# A fact about SQLite's own file has run where it belongs.
	s=$((s - $(grep -ac '^skipped: a fact about SQLite alone$' "$place/said")))
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	[ "$f" = 0 ] || cat "$place/said"
	grep -a '^skipped:' "$place/said" | grep -v 'SQLite alone'
	# A word that names no test any more is a broken test.
	[ "$((p + f + s))" -gt 0 ] || { echo "FAIL $*: no such test"; failed=$((failed + 1)); }
	echo "$(basename "$1") ${*:2}: $line"
}
# The facts of the store that every engine must hold.
facts=(postgres_ finding_ a_new_store_is_written many_threads_write two_writers_are_refused a_refused_job_undoes
	the_queue_takes_its_limit many_rows_come_whole bytes_are_stored a_second_of_its_name rows_are_added_to_an_append_only
	a_reader_sees_one_moment uploads_a_crash_has_left what_was_called_done_survives)
if [ -n "$word" ]; then
	for runner in unit-store unit-matter; do
		[ -x "$build/$runner" ] && "$build/$runner" "$word"
	done
	exit
fi
for fact in "${facts[@]}"; do
	count "$build/unit-store" "$fact"
done
count "$build/unit-matter"

# -- the program, over TCP, with the line in huiyin.conf

city=$place/city
mkdir "$city"
"$bin/psql" -q -h "$place" -p "$port" -U huiyin -d postgres -c 'CREATE DATABASE huiyin' || exit 1
printf 'engine = postgres\npostgres = host=127.0.0.1 port=%s user=huiyin dbname=huiyin\n' "$port" >"$city/huiyin.conf"
says() { # words that must be in what a command says
	local words=$1
	shift
	"$@" >"$place/said" 2>&1
	grep -qF -- "$words" "$place/said" || { cat "$place/said"; return 1; }
}
check "a city is made in PostgreSQL" "$HUIYIN" init "$city"
check "there is no other database in its folder" test ! -e "$city/huiyin.db"
check "its laws hold" says "0 faults" "$HUIYIN" verify "$city"
check "all of it is what the deeds made" says "equal" "$HUIYIN" rebuild "$city"
check "a second city is not made over it" says "is not empty" "$HUIYIN" init "$city"
mkdir "$place/other"
cp "$city/huiyin.conf" "$place/other"
check "nor from another folder" says "there is a city in this database already" "$HUIYIN" init "$place/other"
check "and no half city is left there" says "is not a city's data directory" "$HUIYIN" verify "$place/other"
check "a backup says whose business it is" says "pg_dump" "$HUIYIN" backup "$city" "$place/city.tar"
check "and writes nothing" test ! -e "$place/city.tar"
stop_server
check "a stopped server is told in plain words" says "PostgreSQL: " "$HUIYIN" verify "$city"
check "the server starts again" start "$port"
check "and the city is whole" says "0 faults" "$HUIYIN" verify "$city"
close
