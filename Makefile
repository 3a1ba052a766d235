# Every task of the workshop. `make` alone lists them.
#
# Cargo is always told --workspace: building one crate alone picks another set of features and
# compiles every dependency again.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BINARY := $(or $(CARGO_TARGET_DIR),target)/debug/handoff

.PHONY: help
help: ## List the tasks
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 14

.PHONY: test
test: ## Everything that must pass: format, lints, Rust tests, PostgreSQL, real browser
	@tools/test.sh

.PHONY: lint
lint: node-packages ## Format check, clippy, licences, TypeScript; changes nothing
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	@if command -v cargo-deny >/dev/null; then cargo deny --offline check bans licenses sources; \
	else echo 'Skipped: licences and bans. Install cargo-deny to check them.'; fi
	npm --prefix end2end run check

.PHONY: fmt
fmt: ## Format the Rust code
	cargo fmt --all

.PHONY: run
run: build ## Serve on 127.0.0.1:3000 with ./handoff.db
	exec $(BINARY) serve

.PHONY: demo
demo: build ## Serve the sample world from a throw-away database
	exec $(BINARY) demo

.PHONY: bench
bench: ## Measure decide, a whole message, judge, schedule, ingest, the inbox page and the configuration
	cargo bench --package handoff --benches
	cargo bench --package server --bench configuration

.PHONY: screenshots
screenshots: build node-packages ## Take pictures of the demo at three widths, light and dark
	npm --prefix end2end run screenshots
	@echo 'The pictures are in target/screenshots.'

.PHONY: build
build:
	cargo build --workspace

.PHONY: node-packages
node-packages: end2end/node_modules/.package-lock.json

end2end/node_modules/.package-lock.json: end2end/package.json end2end/package-lock.json
	PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm --prefix end2end ci
	@touch $@
