# SPDX-FileCopyrightText: 2026 The Huisverbod contributors
# SPDX-License-Identifier: EUPL-1.2
#
# `make help` lists what there is to say. Everything runs from .venv, which `make setup` makes.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help

BIN := .venv/bin
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml --group build
# How many processes run the tests side by side; 0: all in one, for a debugger.
PROCESSES ?= auto
CHECKS := lint format types imports models docs-check styles-check messages-check licences-check audit

##@ Run

.PHONY: setup
setup: ## Make everything ready to run (PYTHON=python3.12 chooses the interpreter)
	@.ci/setup

.PHONY: run
run: setup ## Start with sample cases on http://127.0.0.1:8000
	@HUISVERBOD_DEMO=1 $(BIN)/huisverbod migrate
	@HUISVERBOD_DEMO=1 $(BIN)/huisverbod demo --if-empty
	@HUISVERBOD_DEMO=1 $(BIN)/huisverbod serve

.PHONY: train
train: setup ## Practise on invented cases, on a clock that you move
	@$(BIN)/huisverbod train

.PHONY: simulate
simulate: setup ## Play scenarios in fast-forward: make simulate FILE="tests/scenarios/*.yaml"
	@$(BIN)/huisverbod simulate $(or $(FILE),$(error Name a scenario: make simulate FILE=...))

##@ Test

.PHONY: setup-dev
setup-dev: ## Make everything ready to check and test
	@.ci/setup --tests

.PHONY: test
test: setup-dev ## All tests; on PostgreSQL too when HUISVERBOD_TEST_POSTGRES holds its URL
	@$(BIN)/pytest --numprocesses=$(PROCESSES) --dist=loadfile --no-loadscope-reorder $(ARGS)

.PHONY: test-quick
test-quick: setup-dev ## The tests of single modules and of the code's shape, in seconds
	@$(BIN)/pytest tests/unit tests/architecture $(ARGS)

.PHONY: mutate-guards
mutate-guards: setup-dev ## Let each guard pass everything, and see that a test misses it
	@$(BIN)/python -m tests.mutation.guards

.PHONY: bench
bench: setup ## How fast it is here; PostgreSQL as for tests (ARGS="--write" for docs/performance.md)
	@$(BIN)/huisverbod bench $(ARGS)

.PHONY: kill-test
kill-test: setup-dev ## Kill processes at random moments, hundreds of times (HUISVERBOD_KILLS=300)
	@HUISVERBOD_KILLS=$${HUISVERBOD_KILLS:-300} $(BIN)/python -m pytest -p no:randomly tests/integration/terms/test_faults.py -k killed

.PHONY: view-test
view-test: setup-dev ## Look at every page in each language, light and size together (half an hour)
	@HUISVERBOD_ALL_VIEWS=1 $(BIN)/pytest --numprocesses=$(PROCESSES) --dist=load tests/browser/test_everybody.py tests/browser/test_door.py $(ARGS)

##@ Check

.PHONY: check
check: setup-dev ## All checks below, to the end, and how many failed
	@failed=(); \
	for check in $(CHECKS); do \
		printf '── make %s\n' "$$check"; \
		$(MAKE) "$$check" || failed+=("$$check"); \
	done; \
	if [ $${#failed[@]} -gt 0 ]; then \
		printf '── %s of $(words $(CHECKS)) checks failed: %s\n' "$${#failed[@]}" "$${failed[*]}" >&2; \
		exit 1; \
	fi; \
	printf '── All $(words $(CHECKS)) checks passed.\n'

.PHONY: lint
lint: setup-dev ## Rules of style and safety (ruff)
	@$(BIN)/ruff check

.PHONY: format
format: setup-dev ## Layout of the code (ruff)
	@$(BIN)/ruff format --check

.PHONY: types
types: setup-dev ## Types (mypy --strict)
	@$(BIN)/mypy

.PHONY: imports
imports: setup-dev ## Who imports whom (import-linter)
	@$(BIN)/lint-imports --no-logo

.PHONY: models
models: setup-dev ## Every process model and decision table
	@$(BIN)/huisverbod models check

.PHONY: docs-check
docs-check: setup-dev ## Generated pages of docs/ agree with the code
	@$(BIN)/huisverbod docs check

.PHONY: styles-check
styles-check: setup-dev ## The stylesheet is what its sources make
	@$(BIN)/python .ci/styles.py --check

.PHONY: licences-check
licences-check: setup-dev ## Licences of locked packages and of every file, without a network
	@$(BIN)/python .ci/licences.py

.PHONY: audit
audit: setup-dev ## Known weaknesses in locked packages (skipped, and said so, without a network)
	@$(BIN)/python .ci/audit.py

.PHONY: messages-check
messages-check: setup-dev ## Every text of the pages has its English
	@$(BIN)/python .ci/messages.py --check

.PHONY: fix
fix: setup-dev ## Mend what ruff can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

##@ Maintain

.PHONY: access
access: setup-dev ## Write docs/reference/access.md from what every route answers everybody
	@HUISVERBOD_WRITE_ACCESS=1 $(BIN)/pytest -q tests/security/test_access.py

.PHONY: lock
lock: ## Lock dependencies again (UPGRADE=1 takes newer versions)
	@test -x $(BIN)/uv || .ci/setup --tests # not needed, and not possible, when pyproject.toml is ahead
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.lock
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) --group dev --extra otel --constraint requirements.lock \
		--output-file requirements-dev.lock

.PHONY: pictures
pictures: setup-dev ## Draw every sample document and every screenshot again, for docs/
	@$(BIN)/huisverbod documents pictures
	@$(BIN)/python -m tests.browser.pictures

.PHONY: vendor
vendor: setup-dev ## Fetch the front-end files that .ci/vendor.toml names (needs npm)
	@$(BIN)/python .ci/vendor.py
	@$(BIN)/python .ci/styles.py

.PHONY: styles
styles: setup-dev ## Make the stylesheet anew from web/styles/ and the design system
	@$(BIN)/python .ci/styles.py

.PHONY: messages
messages: setup-dev ## Gather the texts of the pages, and tell which have no English yet
	@$(BIN)/python .ci/messages.py

# Not among the locked tools: it comes as source on most systems, and `make setup` builds nothing.
.PHONY: licences
licences: setup-dev ## Every file tells its licence (REUSE, fetched for the occasion)
	@$(BIN)/uv tool run --quiet reuse@6.2.0 lint

.PHONY: sbom
sbom: setup-dev ## What the product is made of, as CycloneDX in build/
	@$(BIN)/python .ci/sbom.py

.PHONY: fuzz
fuzz: setup-dev ## Every form and operation with arbitrary input, for longer
	@HYPOTHESIS_PROFILE=long $(BIN)/pytest -q tests/security/test_fuzz.py $(ARGS)

.PHONY: clean
clean: ## Remove what can be made again; the database in var/ stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
	@find bpmn documents engine tests web -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## This list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
