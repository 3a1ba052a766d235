#!/usr/bin/env bash
# How much memory the serving release program holds: just started, and after a burst of requests.
#
#   cargo build --release --workspace && tools/measure/memory.sh [BINARY]
#
# Prints megabytes as Linux counts them (VmRSS and its peak, VmHWM). It serves a throw-away database on a free
# loopback port and stops it again.
set -euo pipefail

binary=$(realpath "${1:-target/release/handoff}")
requests=${REQUESTS:-2000}
folder=$(mktemp -d)
server=

finish() {
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf -- "$folder"
}
trap finish EXIT

cd "$folder"
token=$("$binary" token create --name measure --scope write_all)
RUST_LOG=info "$binary" serve --listen 127.0.0.1:0 >server.log 2>&1 &
server=$!
address=
for _ in $(seq 100); do
  address=$(sed -n 's/.*listens on \([0-9.:]*\)\. Open.*/\1/p' server.log)
  [ -z "$address" ] || break
  sleep 0.1
done
[ -n "$address" ] || { echo 'The server did not start:' >&2; cat server.log >&2; exit 1; }

memory() {
  awk -v when="$1" '/^VmRSS|^VmHWM/ { mb[$1] = $2 / 1024 }
    END { printf "%-28s %6.1f MB resident, %6.1f MB at most\n", when, mb["VmRSS:"], mb["VmHWM:"] }' "/proc/$server/status"
}

sleep 1
memory 'just started'
body='{"channel":"web","message":{"author":"customer","text":"My order has not arrived, and I want my money back"}}'
# What stands in quotes in a curl configuration has its own quotes escaped.
export ADDRESS=$address TOKEN=$token ESCAPED=${body//\"/\\\"}
seq "$requests" | xargs -P 8 -n 50 sh -c '
  between=
  for _ in "$@"; do
    printf "%s" "$between"
    between="next
"
    printf "url = \"http://%s/v1/api/conversations\"\n" "$ADDRESS"
    printf "header = \"Authorization: Bearer %s\"\nheader = \"Content-Type: application/json\"\n" "$TOKEN"
    printf "data = \"%s\"\noutput = /dev/null\n" "$ESCAPED"
  done | curl --silent --fail --config -' sh
memory "after $requests conversations"
