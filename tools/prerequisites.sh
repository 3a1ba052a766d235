#!/usr/bin/env bash
# Brings what the tests need. With root and apt it installs what is missing; otherwise it says what
# will be skipped, or stops when nothing can be tested without it.
set -euo pipefail

can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

missing=()
command -v cc >/dev/null || missing+=(gcc libc6-dev)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
command -v curl >/dev/null || missing+=(curl)
command -v jq >/dev/null || missing+=(jq)
python3 -c 'import requests' 2>/dev/null || /usr/bin/python3 -c 'import requests' 2>/dev/null || missing+=(python3 python3-requests)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v initdb >/dev/null || [ -d /usr/lib/postgresql ] || missing+=(postgresql)

if [ "${#missing[@]}" -gt 0 ] && can_install; then
  echo "Installing ${missing[*]}."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # At run level 1 the packages do not start the servers they bring.
  RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
elif [ "${#missing[@]}" -gt 0 ]; then
  echo "Not installed, and no root or apt to install them: ${missing[*]}."
fi

command -v cargo >/dev/null || { echo 'Rust is needed: install rustup, then run this again.' >&2; exit 1; }
command -v cc >/dev/null || { echo 'A C compiler is needed to build SQLite: install gcc.' >&2; exit 1; }
