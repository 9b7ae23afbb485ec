#!/usr/bin/env bash
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lets scripts/start-demo do what it does at its first and its second run, with the programs of this build.
#   tests/e2e/startdemo.sh FOLDER-OF-THE-PROGRAMS
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "startdemo: $*" >&2; exit 1; }
folder=$(mktemp -d)
demo() {
    env -u DISPLAY -u WAYLAND_DISPLAY scripts/start-demo --programs "$programs" --data "$folder" --port 0 "$@"
}
programs=$1
trap 'scripts/start-demo --data "$folder" --stop; rm -rf --one-file-system "$folder"' EXIT

demo --no-client >"$folder.log" || fail "the first run ended with $?: $(tail -n 3 "$folder.log")"
rm -f "$folder.log"
[ -f "$folder/loaded" ] || fail "the demo company is not loaded"
first=$(cat "$folder/server.pid")

pictures=$(demo --language en) || fail "the second run ended with $?"
grep -q '/home.png$' <<<"$pictures" || fail "no picture of the home page: $pictures"
[ "$(cat "$folder/server.pid")" = "$first" ] || fail "the second run started another server"
grep -q Loading <<<"$pictures" && fail "the second run loaded the company again"

scripts/start-demo --data "$folder" --stop
[ ! -d "/proc/$first" ] || fail "--stop left the server running"
