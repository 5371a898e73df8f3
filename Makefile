# make run    install Peninsula and run the baseline     make lint   style and types
# make test   run the whole test suite                   make bench  print the benchmarks as ratios
# make quick  run the tests that finish within two minutes   make docs   build the documentation site
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip -qq
INSTALLED := $(VENV)/.installed

.PHONY: run test quick lint bench docs clean
.DEFAULT_GOAL := run

run: $(INSTALLED)
	@$(BIN)/peninsula run scenarios/baseline.toml --overwrite

test: $(INSTALLED)-test
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal

quick: $(INSTALLED)-test
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m 'not slow'

lint: $(INSTALLED)-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(INSTALLED)-bench
	@$(BIN)/python -m benchmarks

docs: $(INSTALLED)-docs
	@$(BIN)/peninsula documents --site build/site
	@cp docs/zensical.toml build/
	@$(BIN)/zensical build --config-file build/zensical.toml --strict --clean
	@echo "Open build/docs/index.html, or serve it: $(BIN)/python -m http.server --directory build/docs"

clean:
	@rm -rf $(VENV) build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { \
	  echo "Peninsula needs Python 3.12 or newer, but $(PYTHON) is $$($(PYTHON) --version 2>&1 || true):" \
	    "choose a newer one with 'make PYTHON=python3.12'." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Peninsula into $(VENV) ..."
	@$(PIP) install --editable '.[analysis,web]'
	@touch $@

$(INSTALLED)-%: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Peninsula with the extra '$*' into $(VENV) ..."
	@$(PIP) install --editable '.[$*]'
	@touch $@ $(INSTALLED)
