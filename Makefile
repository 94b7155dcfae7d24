# The only way in. `make` alone lists what there is.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Arguments for `make run`, `make migrate` and `make bench`: make run ARGS="serve --demo".
ARGS ?=

HAS_NEXTEST := $(shell command -v cargo-nextest)

.PHONY: help api-check check test test-offline train run migrate db snap bench fuzz eval nlu-report deny lint-docker kills e2e ci

help: ## This list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

check: ## Format, lints and documentation, without running anything
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Doctests come first, so that the last line is the test runner's own summary.
test: ## Every test; those for PostgreSQL and Redis run where a server answers
	@$(MAKE) say-skipped
	cargo test --workspace --locked --doc --quiet
ifdef HAS_NEXTEST
	cargo nextest run --workspace --locked --no-fail-fast
else
	cargo test --workspace --locked --all-targets --no-fail-fast
endif

test-offline: export TEST_POSTGRES_URL := off
test-offline: export TEST_REDIS_URL := off
test-offline: ## Every test, with no server at all
	@$(MAKE) test

# One line for each kind of suite that has no server to talk to.
.PHONY: say-skipped
say-skipped:
	@answers() { (exec 3<>"/dev/tcp/127.0.0.1/$$1") 2>/dev/null; }; \
	skip() { echo "skipped: the $$1 suites, for $$2"; }; \
	case "$${TEST_POSTGRES_URL:-}" in \
	  off) skip PostgreSQL "TEST_POSTGRES_URL is off";; \
	  "") answers 5432 || skip PostgreSQL "nothing answers on 127.0.0.1:5432";; \
	esac; \
	case "$${TEST_REDIS_URL:-}" in \
	  off) skip Redis "TEST_REDIS_URL is off";; \
	  "") answers 6379 || skip Redis "nothing answers on 127.0.0.1:6379";; \
	esac

train: ## Train the models of intents from crates/dialogue/data/intents; ARGS=--check compares only
	cargo run --release --locked -p frontdesk-dialogue --example train_intents -- $(ARGS)

run: ## The server, with demo businesses on SQLite unless configured otherwise
	cargo run --release -- $(ARGS)

migrate: ## Bring the configured database to this version
	cargo run --release -- migrate $(ARGS)

db: ## How to get a local PostgreSQL that Frontdesk accepts
	@echo "Any login will do: one that row-level security would not bind takes the role frontdesk_app."
	@echo "With a server from Debian's packages (postgresql, version 14 or later):"
	@echo "  sudo pg_ctlcluster \$$(ls /etc/postgresql | sort -V | tail -1) main start"
	@echo "  sudo -u postgres createuser --pwprompt frontdesk"
	@echo "  sudo -u postgres createdb --owner frontdesk frontdesk"
	@echo "With containers: docker compose up -d postgres"
	@echo "Then:"
	@echo "  export DATABASE_URL=postgres://frontdesk:PASSWORD@127.0.0.1:5432/frontdesk"
	@echo "  make migrate"
	@echo "  make run"

snap: ## Accept the snapshots that the last test run wrote
	@if command -v cargo-insta >/dev/null; then cargo insta accept; \
	else find . -name '*.snap.new' -not -path './target/*' | while read -r new; do \
	  mv -v "$$new" "$${new%.new}"; done; fi

bench: ## The workloads against their bare baselines; prints ratios (minutes)
	cargo build --profile dist --locked -p frontdesk-server
	cargo run --profile dist --locked -p frontdesk-bench -- run $(ARGS)

# What is found goes to fuzz/found; the corpus that is checked in is only read.
FUZZ_TARGET ?= understand
FUZZ_SECONDS ?= 60
fuzz: ## Fuzz the dialogue with cargo-fuzz; FUZZ_TARGET=understand or conversation, FUZZ_SECONDS=60
	@mkdir -p crates/dialogue/fuzz/found/$(FUZZ_TARGET)
	cd crates/dialogue/fuzz && RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir . $(FUZZ_TARGET) \
	  found/$(FUZZ_TARGET) corpus/$(FUZZ_TARGET) -- -max_total_time=$(FUZZ_SECONDS) -max_len=2048 -timeout=10 $(ARGS)

# Without the scenarios that wait for something: docs/eval.md says how they are marked.
eval: ## Simulated callers, on a clean and on a noisy line; prints pass rates
	cargo build --release --locked -p frontdesk-server
	@for noise in 0 0.15; do \
	  "$${CARGO_TARGET_DIR:-target}/release/frontdesk" eval fixtures/scenarios --noise $$noise $(ARGS) | tail -1; done

# Each example prints lines of the table; what is missing is said on the standard error.
nlu-report: ## Understanding measured on the public data: make nlu-report DATA=DIR
	@if [ -z "$(DATA)" ]; then echo "say where the public data is: make nlu-report DATA=DIR" >&2; exit 2; fi
	@cargo build --quiet --release --locked -p frontdesk-dialogue --examples
	@at="$${CARGO_TARGET_DIR:-target}/release/examples"; \
	echo "| measure | figure | goal | met |"; echo "|---|---|---|---|"; \
	"$$at/measure_when" "$(DATA)"; \
	"$$at/measure_intents" "$(DATA)" goals; \
	"$$at/measure_entities" "$(DATA)" --goals; \
	"$$at/measure_emergency" goals; \
	"$$at/measure_speed" "$(DATA)"

deny: ## Licences, bans and sources by cargo-deny, where it is installed
	@if command -v cargo-deny >/dev/null; then cargo deny --locked check licenses bans sources; \
	else echo "cargo-deny is not installed; make test holds licences and bans without it"; fi

lint-docker: ## Dockerfile and compose.yaml
	@if command -v hadolint >/dev/null; then hadolint Dockerfile; fi
	python3 .ci/lint_docker.py

kills: ## Kill the server 200 times under load; nothing may be lost or doubled (minutes)
	KILLS=200 cargo nextest run -p frontdesk-server --locked -E 'test(kills)' --no-capture

e2e: ## A signed conversation with the built server, where the script is there
	@if [ -x .ci/e2e.sh ]; then .ci/e2e.sh; else echo "there is no .ci/e2e.sh"; fi

api-check: ## The served API document against the server, by schemathesis
	cargo build --locked -p frontdesk-server
	FRONTDESK="$${CARGO_TARGET_DIR:-$$PWD/target}/debug/frontdesk" .ci/api_check.sh

# The run without servers comes first: what stands last is the summary of the full one.
ci: ## What a change must pass
	$(MAKE) check
	$(MAKE) lint-docker
	$(MAKE) deny
	$(MAKE) train ARGS=--check
	$(MAKE) api-check
	$(MAKE) test-offline
	$(MAKE) test
