#!/usr/bin/env bash
# Has schemathesis read the document of the API and try everything it can think of on the built program.
#
#   tools/schemathesis.sh BINARY [SEED [SECONDS]]
#
# It is put into target/schemathesis by pip the first time. Exits 3 when this machine cannot run it, with the
# reason on standard error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=4.32.5
binary=$(realpath "$1") seed=${2:-1} seconds=${3:-90}
tool=$PWD/target/schemathesis

cannot() { echo "$1" >&2; exit 3; }

command -v python3 >/dev/null || cannot 'Python 3 is not installed.'
if [ ! -x "$tool/bin/st" ]; then
  python3 -m venv "$tool" >/dev/null 2>&1 || cannot 'Python has no venv: install python3-venv.'
  "$tool/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version" >/dev/null 2>&1 \
    || { rm -rf -- "$tool"; cannot "schemathesis $version could not be installed by pip."; }
fi

work=$(mktemp -d)
finish() {
  local status=$?
  [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
  rm -rf -- "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

config=$PWD/tools/schemathesis.toml
export SCHEMATHESIS_HOOKS=$PWD/tools/schemathesis_hooks.py PYTHONDONTWRITEBYTECODE=1
cd "$work"
export HANDOFF_DATABASE=sqlite://try.db HANDOFF_LISTEN=127.0.0.1:0
token=$("$binary" token create --name schemathesis --scope write_all --all-agents)
echo 'four quiet grey horses' | "$binary" admin create --email ada@example.com --name Ada >/dev/null
"$binary" serve >server.log 2>&1 &
server=$!
for _ in $(seq 100); do
  address=$(sed -n 's/.*listens on \([0-9.:]*\)\. Open.*/\1/p' server.log | head -n 1)
  [ -z "$address" ] || break
  sleep 0.1
done
[ -n "${address:-}" ] || { cat server.log >&2; exit 1; }

"$tool/bin/st" --config-file "$config" run "http://$address/openapi.json" \
  --header "Authorization: Bearer $token" --checks all --phases examples,coverage,fuzzing,stateful \
  --seed "$seed" --max-time "$seconds" --workers 1 --request-timeout 20 --no-color \
  --exclude-path /v1/api/events/live
