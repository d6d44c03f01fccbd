# The index of what people do here; `make` alone prints it.
PYTHON ?= python3
PORT ?= 8080
SEED ?= 1
SEEDS ?= 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
BIN := .venv/bin
STAMP := .venv/.complete
CONTRACT := openapi/brainstormmsp.yaml
CLIENT := build/client
COMPLETION := build/completion
# What the contract is compared with: the last tag, or else main as it was published. BASE=none compares nothing.
BASE := $(shell git describe --tags --abbrev=0 2>/dev/null || git rev-parse -q --verify --abbrev-ref origin/main 2>/dev/null || echo main)

.DEFAULT_GOAL := help
.PHONY: help setup run test format lint types imports unit fuzz fuzz-long statuses conformance conformance-seeds defects stubs stubs-status second-opinion lint-contract diff mock preview foreign client completion bench constraints clean

help: ## Print this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml engine/pyproject.toml conformance/pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable engine --editable conformance --editable '.[dev]'
	@touch $@

setup: $(STAMP) ## Create .venv with everything in it

run: setup ## Start the API with demo data on PORT (8080), print the docs address and a working curl
	$(BIN)/brainstormmsp demo --port $(PORT)

test: setup lint types imports lint-contract diff stubs-check fuzz unit ## Everything that must hold before a commit lands

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

stubs-check: setup
	$(BIN)/brainstormmsp stubs $(CONTRACT) --check

unit: setup ## Unit and HTTP tests, over real sockets
	$(BIN)/pytest -n 2 --dist loadfile

fuzz: setup ## One seeded schemathesis run with all checks against the served API
	$(BIN)/python -m tests.product.fuzz

fuzz-long: setup ## Three seeds, every case of the coverage phase: half an hour
	for seed in 1 2 3; do $(BIN)/python -m tests.product.fuzz --long --seed $$seed || exit 1; done

statuses: setup ## Table of every documented (operation, status) pair and whether a test reaches it
	$(BIN)/python -m tests.product.handlers.statuses

conformance: setup ## Judge whether our own server keeps the contract, by SEED (1); reports in var/conformance
	$(BIN)/brainstormmsp conform --local --seed $(SEED) --report-dir var/conformance

conformance-seeds: setup ## The same by each of SEEDS (1 to 20): three quarters of an hour
	@broken=; for seed in $(SEEDS); do \
		reports=var/conformance/seed-$$seed; mkdir -p $$reports; \
		if $(BIN)/brainstormmsp conform --local --seed $$seed --report-dir $$reports > $$reports.txt; \
		then rm -r $$reports; else broken="$$broken $$seed"; fi; \
		tail -n 2 $$reports.txt | head -n 1; \
	done; \
	if [ -n "$$broken" ]; then echo "Not kept by the seeds:$$broken; see var/conformance"; exit 1; fi

defects: setup ## Plant each defect before our own server and print which check kills it
	$(BIN)/python -m defects

format: setup ## Format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

stubs: setup ## Regenerate handlers/_contract and append stubs for new operations
	$(BIN)/brainstormmsp stubs $(CONTRACT)

stubs-status: setup ## List each operation and whether its handler is written
	$(BIN)/brainstormmsp stubs $(CONTRACT) --status

lint-contract: setup ## Say what is wrong with the contract, at file:line:col, and how to fix it
	$(BIN)/brainstormmsp lint $(CONTRACT)

diff: setup ## Say what the contract's changes since the last tag (BASE) break, and for whom
	$(BIN)/brainstormmsp diff $(BASE) $(CONTRACT) --missing-base ok

foreign: setup ## Take documents of others through lint, stubs, the mock and the fuzzer
	$(BIN)/python -m tests.engine.foreign

client: setup ## Generate a Python client and TypeScript types into build/client
	rm -rf $(CLIENT)
	mkdir -p $(CLIENT)
	PATH="$(abspath $(BIN)):$$PATH" openapi-python-client generate --path $(CONTRACT) \
		--config openapi/python-client.yaml --output-path $(CLIENT)/python --fail-on-warning
	@if command -v npx >/dev/null; then \
		npx --yes openapi-typescript@7 $(CONTRACT) --default-non-nullable=false \
			--output $(CLIENT)/typescript/brainstormmsp.d.ts; \
	else \
		echo 'SKIPPED: the TypeScript types are not generated, for npx is missing; install node and npm.' >&2; \
	fi

completion: setup ## Write shell completion for bash, zsh and fish into build/completion
	mkdir -p $(COMPLETION)
	@for shell in bash zsh fish; do \
		_BRAINSTORMMSP_COMPLETE=$${shell}_source $(BIN)/brainstormmsp > $(COMPLETION)/brainstormmsp.$$shell || exit 1; \
	done
	@echo "Load it in your shell's start-up file: source $(abspath $(COMPLETION))/brainstormmsp.bash"

bench: setup ## Time lint, diff and stubs, requests, the mock, each beside a peer, and pages of a million rows
	$(BIN)/python -m benches
	$(BIN)/python -m benches.pages

mock: setup ## Answer every operation of the contract from its examples, on PORT
	$(BIN)/brainstormmsp mock $(CONTRACT) --port $(PORT) --stateful

preview: setup ## Docs, mock and findings in the browser while the contract is edited, on PORT
	$(BIN)/brainstormmsp preview $(CONTRACT) --port $(PORT)

second-opinion: ## Lint the contract with Redocly CLI (needs node and npm)
	npx --yes @redocly/cli@2 lint --extends recommended $(CONTRACT)

constraints: setup ## Write constraints.txt from what .venv holds
	$(BIN)/python -m pip freeze --exclude-editable | grep -v ' @ ' > constraints.txt

clean: ## Remove what can be made again
	rm -rf .venv build var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
