# crmpersona: `make report` shows what it does, `make test` proves it. `make` lists the rest.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
WORLD ?= daily_goods
DEMO := .cache/$(WORLD)
MONTH ?= 2026-10
LANGUAGE ?= zh
WORKERS ?= 2
# One thread per test process: same sums in the same order, and two processes do not fight over two cores.
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
# Stored outputs belong to the lock on Python 3.11; other versions word some messages otherwise, so there it is enough that they run.
NBVAL = $(shell $(BIN)/python -c 'import sys; print("--nbval" if sys.version_info[:2] == (3, 11) else "--nbval-lax")')
PYTEST := $(ONE_THREAD) $(BIN)/python -m pytest

.PHONY: help report test services lint types layers tests notebooks drift format docs pictures lock bench simulate clean

help: ## List the commands
	@echo "make <command>:"
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(STAMP) $(DEMO)/crmpersona.toml ## Demo world of 2,000 customers -> customer persona report under reports/
	@echo "== Writing the persona report for $(MONTH) ($(LANGUAGE)) from $(DEMO)"
	@$(BIN)/crmpersona report --month $(MONTH) --data $(DEMO) --out reports --lang $(LANGUAGE)
	@echo "== Open this page in a browser (it needs no network):"
	@find "$(CURDIR)/reports" -path '*/$(MONTH)/$(LANGUAGE)/report.html' -not -path '*failed*' -not -path '*.previous*'

test: $(STAMP) services ## Everything CI runs: lint, types, layers, drift, notebooks, tests
	@$(MAKE) lint types layers drift notebooks tests

lint: $(STAMP) ## Style of code and notebooks (ruff)
	@echo "== Style: ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: run make format"; exit 1; }

types: $(STAMP) ## Types (mypy --strict)
	@echo "== Types: mypy"
	@$(BIN)/mypy

layers: $(STAMP) ## Imports go down only (import-linter)
	@echo "== Layers: import-linter"
	@$(BIN)/lint-imports --no-cache

drift: $(STAMP) ## Generated files (environment.yml, lock header, docs) still match their sources
	@echo "== Drift: environment.yml, requirements.lock, docs/data_dictionary.md, ARCHITECTURE.md"
	@for tool in environment lock data_dictionary architecture; do $(BIN)/python tools/$$tool.py --check; done

notebooks: $(STAMP) ## Notebooks: strict against stored outputs, and every shipped one runs (nbval)
	@echo "== Notebooks: tests/notebooks against their stored outputs ($(NBVAL)), then every notebook of notebooks/"
	@$(PYTEST) -q -n $(WORKERS) --dist loadfile --nbval-current-env $(NBVAL) --nbval-sanitize-with tests/notebooks/sanitize.cfg tests/notebooks/*.ipynb
	@$(PYTEST) -q -n $(WORKERS) --dist loadfile --nbval-current-env --nbval-lax $$(find notebooks -name '*.ipynb' -not -path '*checkpoints*')

tests: $(STAMP) ## Unit, property and end-to-end tests, and the examples of the docstrings (pytest)
	@echo "== Tests: pytest with $(WORKERS) processes"
	@$(PYTEST) -q -n $(WORKERS) --dist worksteal -m "not benchmark"

services: ## Programs the tests need and pip cannot bring (Chromium); asks apt only where missing
	@tools/services

format: $(STAMP) ## Format code and notebooks, mend what can be mended
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

docs: $(STAMP) ## Write the generated pages again: data dictionary, environment.yml, module map
	@$(BIN)/python tools/data_dictionary.py
	@$(BIN)/python tools/environment.py
	@$(BIN)/python tools/architecture.py

pictures: $(STAMP) ## Draw the READMEs' persona cards again from the demo shop
	@$(BIN)/python tools/readme_pictures.py

lock: $(STAMP) ## Resolve requirements.lock again (needs network)
	@$(BIN)/python tools/lock.py

bench: $(STAMP) ## Measure generator and features against named peers (minutes, prints a table)
	@$(BIN)/uv pip install --quiet --python .venv --no-deps --requirement tests/benchmarks/peers.lock
	@$(BIN)/python -m pytest -q -s -o python_files='bench_*.py' tests/benchmarks

simulate: $(STAMP) ## Check statistical promises by simulation (minutes)
	@$(BIN)/python -m pytest -q -s -o python_files='simulate_*.py' tests/simulations

clean: ## Remove caches and the demo world (keeps .venv and reports/)
	@rm -rf .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

$(DEMO)/crmpersona.toml: synthetic/$(WORLD).toml | $(STAMP)
	@echo "== Generating the demo world $(WORLD): 2,000 customers, 24 months -> $(DEMO)"
	@$(BIN)/crmpersona generate $(WORLD) --customers 2000 --months 24 --seed 7 --out $(DEMO)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "crmpersona needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another one: make PYTHON=python3.12"; exit 1; }
	@echo "== Installing the locked packages into .venv (once; a few minutes at most)"
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" .venv; \
	  uv pip install --quiet --python .venv --require-hashes --requirement requirements.lock; \
	  uv pip install --quiet --python .venv --no-deps --no-build-isolation --editable .; \
	else \
	  $(PYTHON) -m venv .venv; \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.lock; \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@touch $(STAMP)
