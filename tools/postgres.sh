#!/usr/bin/env bash
# A throw-away PostgreSQL for tests: its own folder, a free loopback port, a random password.
#
#   tools/postgres.sh start FOLDER   prints HANDOFF_TEST_POSTGRES=postgres://…
#   tools/postgres.sh stop FOLDER    stops it and removes the folder
#
# Exits 3 when this machine cannot run one, with the reason on standard error.
set -euo pipefail

cannot() { echo "$1" >&2; exit 3; }

binaries() {
  if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; return; fi
  find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1
}

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_owner() {
  if [ "$(id -u)" -ne 0 ]; then (cd / && "$@"); else (cd / && runuser -u postgres -- "$@"); fi
}

start() {
  local folder=$1 bin password port
  bin=$(binaries)
  [ -n "$bin" ] || cannot 'PostgreSQL is not installed.'
  if [ "$(id -u)" -eq 0 ] && ! id postgres >/dev/null 2>&1; then
    cannot 'PostgreSQL does not run as root, and there is no user "postgres".'
  fi
  mkdir -p "$folder"
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  as_owner sh -c "umask 077 && printf %s '$password' > '$folder/password'"
  as_owner "$bin/initdb" --pgdata="$folder/data" --username=handoff --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 \
    || cannot "initdb failed: $(tail -n 3 "$folder/initdb.log")"
  # Nothing here outlives the tests, so nothing needs to reach the disk.
  as_owner tee -a "$folder/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
  # A port that looks free may be taken a moment later; then the next one is tried.
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 10000))
    if as_owner "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait --silent \
      --options="-p $port" start >/dev/null 2>&1; then
      echo "HANDOFF_TEST_POSTGRES=postgres://handoff:$password@127.0.0.1:$port/postgres"
      return
    fi
  done
  cannot "PostgreSQL did not start: $(tail -n 3 "$folder/server.log")"
}

stop() {
  local folder=$1
  if [ -e "$folder/data/postmaster.pid" ]; then
    as_owner "$(binaries)/pg_ctl" --pgdata="$folder/data" --mode=immediate --wait --silent stop || true
  fi
  # Removes only what start made, whatever folder was named.
  rm -rf -- "$folder/data" "$folder/password" "$folder/initdb.log" "$folder/server.log"
  rmdir -- "$folder" 2>/dev/null || true
}

case "${1:-} ${2:+folder}" in
  'start folder') start "$2" ;;
  'stop folder') stop "$2" ;;
  *) echo 'usage: tools/postgres.sh start|stop FOLDER' >&2; exit 2 ;;
esac
