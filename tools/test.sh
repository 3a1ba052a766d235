#!/usr/bin/env bash
# Runs every check there is, cheapest first, and stops at the first that fails.
#
# The last line adds up what the test runners themselves reported.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
chmod 755 "$work" # the database server runs as another user
report=$work/report.txt
skipped=()

finish() {
  local status=$?
  tools/postgres.sh stop "$work/postgres" || true
  rm -rf -- "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

step() { printf '\n== %s\n' "$1"; }

start_postgres() {
  local line
  if line=$(tools/postgres.sh start "$work/postgres" 2>"$work/why"); then
    export "${line?}"
    echo 'PostgreSQL is running for the tests.'
  else
    skipped+=("tests on PostgreSQL. $(cat "$work/why")")
  fi
}

rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --no-fail-fast 2>&1 | tee -a "$report"
  else
    cargo test --workspace --lib --bins --tests --no-fail-fast 2>&1 | tee -a "$report"
  fi
  # The store's tests use both databases by themselves; the server's are run again on the other one.
  if [ -n "${HANDOFF_TEST_POSTGRES:-}" ]; then
    HANDOFF_TEST_ENGINE=postgres cargo test --workspace --test api --test pages --no-fail-fast 2>&1 | tee -a "$report"
  fi
  cargo test --workspace --doc 2>&1 | tee -a "$report"
}

# Whatever a program that reads the document of the API can think of, for a while. What is found is printed whole.
wild_tests() {
  local status=0 found=$work/wild.txt tested failed
  tools/schemathesis.sh "${CARGO_TARGET_DIR:-target}/debug/handoff" 1 45 >"$found" 2>&1 || status=$?
  if [ "$status" = 3 ]; then
    if [ -n "${CI:-}" ]; then echo "The wild tries of the API cannot run: $(tail -n 1 "$found")" >&2; exit 1; fi
    skipped+=("wild tries of the API. $(tail -n 1 "$found")")
    return
  fi
  tested=$(sed -n 's/^ *Tested: \([0-9]*\).*/\1/p' "$found")
  failed=$(sed -n 's/^=* \([0-9]*\) failures\{0,1\}.*/\1/p' "$found")
  [ "$status" = 0 ] || failed=${failed:-1}
  [ -z "$failed" ] || cat "$found"
  # Each endpoint that was tried counts as one test.
  printf '  %s passed\n  %s failed\n' "${tested:-0}" "${failed:-0}" | tee -a "$report"
}

# Without a browser a developer's run goes on; the gate does not, or it would prove too little.
browser_missing() {
  if [ -n "${CI:-}" ]; then echo "End-to-end tests cannot run: $1" >&2; exit 1; fi
  skipped+=("end-to-end tests. $1")
}

browser_tests() {
  command -v npm >/dev/null || { browser_missing 'Node.js and npm are not installed.'; return; }
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null \
    || { browser_missing 'Chromium is not installed; set CHROMIUM to the path of one.'; return; }
  make --no-print-directory node-packages
  npm --prefix end2end run --silent check
  # With the tests' features, so that nothing is compiled a second time.
  cargo build --workspace --all-targets
  NO_COLOR=1 npm --prefix end2end run --silent test 2>&1 | tee -a "$report"
}

# nextest: "12 tests run: 12 passed"; cargo: "test result: ok. 3 passed; 0 failed"; Playwright: "  7 passed (4s)".
add_up() {
  sed 's/\x1b\[[0-9;]*m//g' "$report" | awk '
    /tests? run:|^test result:|^ +[0-9]+ (passed|failed|flaky|skipped|did not run)/ {
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^passed/) passed += $(i-1)
        if ($i ~ /^failed/) failed += $(i-1)
        if ($i ~ /^flaky/) flaky += $(i-1)
      }
    }
    END {
      if (flaky > 0) printf "%d passed only when tried once more: see “flaky” above.\n", flaky
      printf "%d passed, %d failed\n", passed + flaky, failed
      exit (failed > 0 || passed == 0)
    }'
}

step 'What the tests need'
tools/prerequisites.sh
tools/python.sh
[ -e target/python/wanted.txt ] || skipped+=('the examples in Python for OpenAI and MCP. Run tools/python.sh with pip and a network.')
step 'Format'
cargo fmt --all --check
step 'Lints'
cargo clippy --workspace --all-targets -- -D warnings
step 'Rust tests'
start_postgres
rust_tests
step 'Wild tries of the API'
wild_tests
step 'End-to-end tests'
browser_tests

step 'Result'
for what in "${skipped[@]}"; do echo "Skipped: $what"; done
add_up
