#!/usr/bin/env bash
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lets scripts/start-demo do what it does at its first and its second run and with --reset, with the programs of this
# build, and asks the server over REST what has become of the company's files.
#   tests/e2e/startdemo.sh FOLDER-OF-THE-PROGRAMS
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "startdemo: $*" >&2; exit 1; }
folder=$(mktemp -d)
demo() {
    env -u DISPLAY -u WAYLAND_DISPLAY scripts/start-demo --programs "$programs" --data "$folder" --port 0 "$@"
}
programs=$1
token=

# ── what the server has ─────────────────────────────────────────────────────────────────────────────────────────────
rest() { # PATH [CURL'S ARGUMENTS…]
    local port
    port=$(sed -n 's/^tandemd ready on .*:\([0-9]*\)$/\1/p' "$folder/server.log" | tail -n 1)
    curl -sS --fail-with-body --cacert "$folder/server/certificate.pem" -H 'Content-Type: application/json' \
        ${token:+-H "Authorization: Bearer $token"} "${@:2}" "https://127.0.0.1:$port/api/v1/$1" \
        || fail "the server refused $1"
}

sign_in() {
    token=
    token=$(rest sign-in -d "{\"login\": \"admin\", \"password\": \"$(cat "$folder/password")\"}" \
        | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
    [ -n "$token" ] || fail "the administrator cannot sign in"
}

count_of() { # ENTITY
    local page next='' all=0
    while :; do
        page=$(rest "$1" -G -d fields=createdAt -d limit=1000 ${next:+--data-urlencode "after=$next"})
        all=$((all + $(grep -o '"id":' <<<"$page" | wc -l || true)))
        next=$(sed -n 's/.*"next": *"\([^"]*\)".*/\1/p' <<<"$page")
        [ -n "$next" ] || break
    done
    echo "$all"
}

expect() { # ENTITY COUNT
    local count
    count=$(count_of "$1")
    [ "$count" = "$2" ] || fail "there are $count records of $1 instead of $2"
}

trap 'scripts/start-demo --data "$folder" --stop; rm -rf --one-file-system "$folder"' EXIT

demo --no-client >"$folder.log" || fail "the first run ended with $?: $(tail -n 3 "$folder.log")"
rm -f "$folder.log"
[ -f "$folder/loaded" ] || fail "the demo company is not loaded"
first=$(cat "$folder/server.pid")

# What resources/demo/SOURCES.md says of the files: two of Northwind's customers were somebody trying the form, and the
# contact of one of them is the only row that is refused.
sign_in
expect account 187
expect opportunity 8811
expect order 830
expect orderLine 2155
refused=$(cat "$folder"/import-errors/*.csv | tail -n +2) || fail "no row was refused, not even the one"
[ "$(grep -c . <<<"$refused")" = 1 ] || fail "other rows were refused than one: $refused"
grep -q VALON <<<"$refused" || fail "another row was refused: $refused"

account=$(rest 'account?limit=1&fields=name' | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')
rest "account/$account" -X PATCH -d '{"name": "Edited by hand"}' >/dev/null

pictures=$(demo --language en) || fail "the second run ended with $?"
grep -q '/home.png$' <<<"$pictures" || fail "no picture of the home page: $pictures"
grep -q '^There is no display: writing pictures to ' <<<"$pictures" || fail "it does not say why there is no window"
[ "$(cat "$folder/server.pid")" = "$first" ] || fail "the second run started another server"
grep -q Loading <<<"$pictures" && fail "the second run loaded the company again"
grep -q 'Edited by hand' <<<"$(rest "account/$account")" || fail "the second run did not keep what was done"

# Loading takes long, so this time it may not begin: what matters is what is gone before.
mkdir "$folder/programs"
ln -s "$programs/tandemd" "$programs/tandem" "$folder/programs/"
printf '#!/bin/sh\nexit 1\n' >"$folder/programs/tandemctl"
chmod +x "$folder/programs/tandemctl"
said=$(programs="$folder/programs" demo --reset --no-client 2>&1) && fail "an import that stops passes for a good one"
grep -q 'the import stopped' <<<"$said" || fail "--reset ended with: $said"
[ ! -d "/proc/$first" ] || fail "--reset left the old server running"
[ ! -f "$folder/loaded" ] || fail "--reset takes the company for loaded"
sign_in
expect account 0
first=$(cat "$folder/server.pid")

scripts/start-demo --data "$folder" --stop
[ ! -d "/proc/$first" ] || fail "--stop left the server running"
