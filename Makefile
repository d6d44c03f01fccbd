# The index of what people do here; `make` alone prints it.
PYTHON ?= python3
PORT ?= 8080
SEED ?= 1
SEEDS ?= 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
BIN := .venv/bin
STAMP := .venv/.complete
BENCH_STAMP := .venv/.bench
ROUNDS ?= 5
# Not ?=, because shells have a variable of this name too.
SECONDS = 5
SECTIONS ?=
CONTRACT := openapi/brainstormmsp.yaml
# What the contract is compared with: the contract of the last release. BASE=none compares with nothing.
RELEASED := openapi/released/brainstormmsp.yaml
BASE ?= $(RELEASED)
CLIENTS := build/clients
GENERATORS := openapi/generators
NODE_BIN = $(CLIENTS)/typescript/node_modules/.bin
OPENAPI_GENERATOR = $(BIN)/openapi-generator-cli generate -i $(CONTRACT) --skip-validate-spec \
	--ignore-file-override $(GENERATORS)/openapi-generator-ignore
COMPLETION := build/completion

.DEFAULT_GOAL := help
.PHONY: help setup run test format lint types imports unit lint-contract diff stubs stubs-check stubs-status mock preview second-opinion conformance conformance-seeds defects fuzz fuzz-long statuses foreign clients completion bench packages released constraints clean

help: ## Print this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml engine/pyproject.toml conformance/pyproject.toml constraints.txt
	@echo "Creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@echo "Installing the three distributions (editable) and their libraries; this takes about a minute"
	@rm -f $@; { $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt \
		--editable engine --editable conformance --editable '.[dev]' && touch $@; } \
		| grep --line-buffered -E '^(Collecting|Building|Installing|Successfully)'; test -f $@

$(BENCH_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@

setup: $(STAMP) ## Create .venv with everything in it

run: setup ## Start the API with demo data on PORT (8080); print the docs address and a working curl
	$(BIN)/brainstormmsp demo --port $(PORT)

test: setup lint types imports lint-contract diff stubs-check fuzz unit ## Run everything that must pass before a commit lands

format: setup ## Format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: setup ## Check format and style of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup ## Check types with mypy --strict
	$(BIN)/mypy

imports: setup ## Check which package imports which
	$(BIN)/lint-imports

unit: setup ## Run unit and HTTP tests, over real sockets
	$(BIN)/pytest -n 2 --dist loadfile

lint-contract: setup ## Lint the contract: each finding at file:line:col, and how to fix it
	$(BIN)/contractfirst lint $(CONTRACT)

diff: setup ## Compare the contract with the last release's (BASE) and say which clients break
	@if [ "$(BASE)" = none ]; then echo 'BASE=none: the contract is compared with nothing.'; \
	elif [ "$(BASE)" = $(RELEASED) ] && [ ! -f $(RELEASED) ]; then \
		echo 'There is no released contract yet ($(RELEASED)): nothing to compare with.'; \
	else $(BIN)/contractfirst diff $(BASE) $(CONTRACT) && echo 'No breaking change since $(BASE).'; fi

stubs: setup ## Generate the contract's types and append stubs for new operations
	$(BIN)/contractfirst stubs $(CONTRACT)

stubs-check: setup ## Check that the generated types are current and that each handler fits
	$(BIN)/contractfirst stubs $(CONTRACT) --check

stubs-status: setup ## List each operation and whether its handler is written
	$(BIN)/contractfirst stubs $(CONTRACT) --status

mock: setup ## Answer every operation of the contract from its examples, on PORT
	$(BIN)/contractfirst mock $(CONTRACT) --port $(PORT) --stateful

preview: setup ## Show docs, mock and findings in the browser while the contract is edited, on PORT
	$(BIN)/contractfirst preview $(CONTRACT) --port $(PORT)

second-opinion: ## Lint the contract with Redocly CLI (needs node and npm)
	npx --yes @redocly/cli@2 lint --extends recommended $(CONTRACT)

conformance: setup ## Check our own server against the contract, by SEED (1); reports in var/conformance
	$(BIN)/brainstormmsp conform --local --seed $(SEED) --report-dir var/conformance

conformance-seeds: setup ## The same with each of SEEDS (1 to 20): three quarters of an hour
	@failed=; for seed in $(SEEDS); do \
		reports=var/conformance/seed-$$seed; mkdir -p $$reports; \
		if $(BIN)/brainstormmsp conform --local --seed $$seed --report-dir $$reports > $$reports.txt; \
		then rm -r $$reports; else failed="$$failed $$seed"; fi; \
		tail -n 2 $$reports.txt | head -n 1; \
	done; \
	if [ -n "$$failed" ]; then echo "Failed with the seeds:$$failed; see var/conformance"; exit 1; fi

defects: setup ## Plant each known defect (or DEFECTS) in front of our server; print which check finds it
	$(BIN)/python -m defects --document $(CONTRACT) \
		--start "$(BIN)/python -m brainstormmsp.command_line.conformance_server" $(DEFECTS)

fuzz: setup ## Fuzz the served API with Schemathesis, all checks, one seed
	$(BIN)/python -m tests.product.fuzz

fuzz-long: setup ## The same with three seeds and every case of the coverage phase: half an hour
	for seed in 1 2 3; do $(BIN)/python -m tests.product.fuzz --long --seed $$seed || exit 1; done

statuses: setup ## List every documented (operation, status) pair and whether a test reaches it
	$(BIN)/python -m tests.product.handlers.statuses

foreign: setup ## Run lint, stubs, the mock and the fuzzer on documents of other projects
	$(BIN)/python -m tests.engine.foreign

clients: setup ## Generate a client with each supported generator into build/clients (needs Java, node and npm)
	rm -rf $(CLIENTS)
	mkdir -p $(CLIENTS)
	@if ! command -v java >/dev/null; then \
		echo 'SKIPPED: openapi-generator makes no client because java is missing.' >&2; \
	else set -ex; \
		$(OPENAPI_GENERATOR) -g python --package-name brainstormmsp_api -o $(CLIENTS)/openapi-generator; \
		$(OPENAPI_GENERATOR) -g typescript-fetch -o $(CLIENTS)/typescript/openapi-generator; \
	fi
	PATH="$(abspath $(BIN)):$$PATH" openapi-python-client generate --path $(CONTRACT) \
		--config $(GENERATORS)/openapi-python-client.yaml --output-path $(CLIENTS)/openapi-python-client \
		--fail-on-warning
	@if ! command -v npm >/dev/null; then \
		echo 'SKIPPED: no TypeScript client is generated because npm is missing; install node and npm.' >&2; \
	else set -ex; \
		mkdir -p $(CLIENTS)/typescript; \
		cp $(GENERATORS)/package.json $(CLIENTS)/typescript; \
		npm install --prefix $(CLIENTS)/typescript --no-audit --no-fund --silent; \
		$(NODE_BIN)/openapi-typescript $(CONTRACT) --default-non-nullable=false \
			--output $(CLIENTS)/typescript/openapi-typescript/index.d.ts; \
		$(NODE_BIN)/openapi-ts --silent --no-log-file -i $(abspath $(CONTRACT)) -o $(CLIENTS)/typescript/hey-api; \
		CONTRACT=$(abspath $(CONTRACT)) OUTPUT=$(abspath $(CLIENTS))/typescript/orval \
			$(NODE_BIN)/orval --config $(GENERATORS)/orval.config.cjs; \
	fi

completion: setup ## Write shell completion for bash, zsh and fish into build/completion
	@mkdir -p $(COMPLETION)
	@for shell in bash zsh fish; do \
		_BRAINSTORMMSP_COMPLETE=$${shell}_source $(BIN)/brainstormmsp > $(COMPLETION)/brainstormmsp.$$shell || exit 1; \
		_CONTRACTFIRST_COMPLETE=$${shell}_source $(BIN)/contractfirst > $(COMPLETION)/contractfirst.$$shell || exit 1; \
	done
	@echo "Load it in your shell's start-up file: source $(abspath $(COMPLETION))/brainstormmsp.bash"

bench: $(BENCH_STAMP) ## Measure the server beside its peers: ROUNDS (5) of SECONDS (5) each, SECTIONS (all)
	$(BIN)/python -m benches --rounds $(ROUNDS) --seconds $(SECONDS) $(SECTIONS)

packages: setup ## Build the three wheels into build/dist and try each in an empty environment
	$(BIN)/python -m tests.packages

released: ## Take the contract as it is for the released one (a release step; see CONTRIBUTING.md)
	mkdir -p $(dir $(RELEASED))
	cp $(CONTRACT) $(RELEASED)

constraints: setup ## Write constraints.txt from what .venv holds
	$(BIN)/python -m pip freeze --exclude-editable | grep -v ' @ ' > constraints.txt

clean: ## Remove everything that can be made again
	rm -rf .venv build var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
