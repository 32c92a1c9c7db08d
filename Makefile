# Two targets are for everybody: `make demo` and `make test`. Both set up what they need: Python >= 3.11, git and
# make are enough. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export UV_PYTHON_DOWNLOADS := never
# Trust what the system trusts, not only what uv brings along: many companies have a proxy with a certificate of its own.
export UV_SYSTEM_CERTS := true

# Tests start many processes: none of them should compile anew what it imports.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV_VERSION := 0.13.9
UV := .tools/bin/uv
RUN := $(UV) run --locked --no-sync

.PHONY: help
help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

$(UV):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Closeout needs Python 3.11 or newer; set PYTHON=..." >&2; exit 2; }
	"$(PYTHON)" -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

.venv/.ready: $(UV) pyproject.toml uv.lock
	$(UV) sync --locked --quiet --python "$(PYTHON)"
	@touch $@

# What tests hold us against comes from npm, with the Node that is in .venv. Nothing of it is shipped.
tests/peers/node_modules/.ready: .venv/.ready tests/peers/package.json tests/peers/package-lock.json
	cd tests/peers && PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --silent
	@touch $@

.PHONY: setup
setup: .venv/.ready tests/peers/node_modules/.ready  ## make .venv, and what tests need, with everything locked

.PHONY: demo
demo: .venv/.ready  ## run the main job on the sample postmortems and serve the dashboard on 127.0.0.1
	$(RUN) closeout demo

.PHONY: test
test: lint test-all  ## everything that must pass before a commit: lint, types, arrows, tests

.PHONY: test-all
test-all: setup
	$(RUN) pytest -n 2 --dist loadgroup

.PHONY: test-peers
test-peers: setup  ## the GitHub tracker against an emulator that others wrote
	$(RUN) pytest tests/connectors/test_github_emulator.py

.PHONY: test-fast
test-fast: setup  ## the pure part and the quick tests, in seconds
	$(RUN) pytest -m "not slow" tests/extraction tests/reconcile tests/policy tests/structure

CORPUS ?= ../shared/corpus

.PHONY: corpus
corpus: setup  ## extraction's figures on labelled postmortems, whole and in halves (CORPUS=../shared/corpus)
	@$(RUN) python -m benchmarks.corpus "$(CORPUS)"

.PHONY: bench-extraction
bench-extraction: setup  ## what extraction costs in time and memory
	@$(RUN) python -m benchmarks.extraction $(wildcard $(CORPUS)/docs)

.PHONY: bench-policy
bench-policy: setup  ## what `closeout policy diff` costs, against loading the items
	@$(RUN) python -m benchmarks.policy_diff

.PHONY: bench-ingest
bench-ingest: setup  ## what taking in a webhook's delivery costs, on SQLite and PostgreSQL
	@$(RUN) python -m benchmarks.ingest

.PHONY: fuzz
fuzz: setup  ## the long form of the tests that throw anything at extraction
	CLOSEOUT_FUZZ_EXAMPLES=20000 $(RUN) pytest -n 2 tests/extraction/test_robustness.py -k "any or line_ends"

.PHONY: lint
lint: setup  ## ruff, mypy strict, import-linter
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports

.PHONY: format
format: setup  ## put the code in form
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

.PHONY: openapi
openapi: setup  ## write openapi.yaml from the app, which a test holds to it
	$(RUN) python -c 'from service.main import contract; print(contract(), end="")' > openapi.yaml.new
	@mv openapi.yaml.new openapi.yaml

.PHONY: clean
clean:  ## remove what the targets made
	rm -rf .venv .tools tests/peers/node_modules .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist tests/out
