# copro-qa: the commands for setting up, running and testing. `make` alone lists them.
# Works with GNU make 3.81 (macOS) and later. PYTHON=/path/to/python3.12 picks the Python that .venv is made with.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

# The first of these that is 3.11 or newer.
CANDIDATES := python3 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for python in $(CANDIDATES); do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

BIN := .venv/bin
INSTALLED := .venv/.copro-qa-installed
CORPUS := $${COPRO_QA_CORPUS:-corpus}
INDEX := $${COPRO_QA_INDEX:-index}

.PHONY: help setup serve index test check format clean always

help:
	@echo 'make serve    set up, build the index over corpus/, and serve the chat page and the API on this computer'
	@echo 'make test     set up, check the code, and run all the tests'
	@echo 'make setup    only set up: a virtual environment in .venv with everything in it'
	@echo 'make index    set up, and bring the index up to date with corpus/'
	@echo 'make check    set up, and check the code: style, types, and what may import what'
	@echo 'make format   set up, and format the code'
	@echo 'make clean    remove what the tools left behind; .venv, the index and state/ stay'

setup: $(INSTALLED)
	@echo 'Everything is set up in .venv.'

# Set up again when what is to be installed has changed, when Python in .venv does not run (an upgrade of the system can
# take it away), or when .venv was made for another folder.
ifneq ($(shell $(BIN)/python -c '' 2>/dev/null && [ "`cat $(INSTALLED) 2>/dev/null`" = "`pwd -P`" ] && echo works),works)
$(INSTALLED): always
endif

$(INSTALLED): pyproject.toml constraints.txt requirements-model.txt tools/install.py
	@if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo 'copro-qa needs Python 3.11 or newer, and finds none here.' >&2; \
		echo 'What to do: install it (https://www.python.org/downloads/), or say where it is: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)' >&2; \
		exit 1; \
	fi
	@"$(PYTHON)" tools/install.py

index: $(INSTALLED)
	@echo 'Bringing the index up to date with the documents. The first time takes longest.'
	@$(BIN)/copro-qa index --corpus "$(CORPUS)" --index "$(INDEX)"

serve: index
	@echo 'Starting copro-qa. It says below at which address; Ctrl+C stops it.'
	@exec $(BIN)/copro-qa serve

check: $(INSTALLED)
	@echo 'Checking the style of the code (ruff).'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo 'Checking the types (mypy).'
	@$(BIN)/mypy
	@echo 'Checking what may import what (import-linter).'
	@$(BIN)/lint-imports --no-logo

test: check
	@echo 'Running the tests (pytest).'
	@$(BIN)/python -m pytest $(PYTEST_OPTIONS)

format: $(INSTALLED)
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

clean:
	@echo 'Removing caches and built packages. .venv, the index and state/ stay.'
	@rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .schemathesis
	@find . \( -path ./.venv -o -path ./.git \) -prune -o -type d \( -name __pycache__ -o -name '*.egg-info' \) -print | while read -r folder; do rm -rf "$$folder"; done
