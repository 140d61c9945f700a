# `make site` builds the site and `make test` runs the tests. Both set up what they need, once, in .venv/.
PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The tests use all cores; coverage of every branch is part of passing.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
JUDGES := tests/quality/node_modules
COVERAGE := --cov --cov-report=term --cov-fail-under=100

.PHONY: help site serve new check test quality test-properdocs test-lowest lint format messages references lock clean

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /: /' | awk -F': ' '{printf "  make %-16s %s\n", $$1, $$2}'

site: $(VENV)/site-ready  ## Build the site into site/
	@$(BIN)/python -m yousaid build

serve: $(VENV)/site-ready  ## Show the site in a browser and follow every change
	@$(BIN)/python -m yousaid serve

new: $(VENV)/site-ready  ## Write a record: it asks, you answer
	@$(BIN)/python -m yousaid new

check: $(VENV)/site-ready  ## Check all records
	@$(BIN)/python -m yousaid check

test: $(VENV)/dev-ready  ## Run all tests
	$(PYTEST) $(COVERAGE)

quality: $(VENV)/dev-ready $(JUDGES)/.package-lock.json  ## Judge the finished pages in a real browser
	$(PYTEST) -m "not alone" tests/quality
	$(BIN)/python -m pytest -p no:xdist -m alone tests/quality

$(JUDGES)/.package-lock.json: tests/quality/package.json tests/quality/package-lock.json
	@npm ci --prefix tests/quality --ignore-scripts --no-progress --silent
	@touch $@

define properdocs
$(1)/bin/python -m pip --disable-pip-version-check --quiet install 'properdocs>=1.6'
$(1)/bin/python -m pip --quiet uninstall -y mkdocs
endef

test-properdocs:  ## Run the tests with ProperDocs in place of MkDocs
	$(MAKE) VENV=.venv-properdocs .venv-properdocs/dev-ready
	$(call properdocs,.venv-properdocs)
	.venv-properdocs/bin/python -m pytest -n auto --dist worksteal

test-lowest:  ## Run the tests with the oldest dependencies that pyproject.toml allows (PROPERDOCS=1: and ProperDocs)
	$(PYTHON) -m venv --clear .venv-lowest
	.venv-lowest/bin/python -m pip --disable-pip-version-check --quiet install uv
	.venv-lowest/bin/uv pip install --quiet --python .venv-lowest --resolution lowest-direct -e '.[test]'
	$(if $(PROPERDOCS),$(call properdocs,.venv-lowest))
	.venv-lowest/bin/python -m pytest -n auto --dist worksteal

lint: $(VENV)/dev-ready  ## Check format, style and types
	$(BIN)/ruff format --check generator tests benchmarks
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/mypy

format: $(VENV)/dev-ready  ## Put the code into the project's format
	$(BIN)/ruff format generator tests benchmarks
	$(BIN)/ruff check --fix generator tests benchmarks

messages: $(VENV)/dev-ready  ## Bring the translations up to date with the words of the site
	$(BIN)/python generator/messages.py

references: $(VENV)/dev-ready  ## Write the references and the files of `yousaid init` anew
	$(BIN)/python generator/references.py

lock: $(VENV)/dev-ready  ## Write the lock files anew
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header \
	  --extra cards --extra search pyproject.toml requirements/build.in -o requirements/site.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header \
	  --extra test --extra lint -c requirements/site.lock pyproject.toml requirements/build.in -o requirements/dev.lock

clean:  ## Delete everything that was made
	rm -rf .venv .venv-properdocs .venv-lowest site .site.building .pytest_cache .mypy_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@echo "Setting up $(VENV)/ (once; this takes a minute)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/site-ready: $(BIN)/python pyproject.toml requirements/site.lock
	@$(PIP) install --require-hashes -r requirements/site.lock
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev-ready: $(VENV)/site-ready requirements/dev.lock
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@
