#!/usr/bin/env bash
# Makes the Python that the examples of the documentation are tried with, and the vendors' libraries that our checks of
# signatures are compared with, in target/python, as pinned in docs/examples and tools/signatures. Without pip or a
# network their tests are skipped, except where CI is set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

wanted=(docs/examples/requirements.txt tools/signatures/requirements.txt)
have=target/python/wanted.txt
if cat "${wanted[@]}" | cmp -s - "$have"; then exit 0; fi
if python3 -m venv target/python 2>/dev/null \
  && target/python/bin/pip install --quiet --disable-pip-version-check -r "${wanted[0]}" -r "${wanted[1]}"; then
  cat "${wanted[@]}" > "$have"
  exit 0
fi
echo 'The Python packages of the examples could not be installed; their tests are skipped.'
[ -z "${CI:-}" ] || exit 1
