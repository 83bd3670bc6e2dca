SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3.11
RUN := .venv/bin/python -m
# Twice quiet: errors still show.
PIP := $(RUN) pip install -qq --disable-pip-version-check --no-compile
# On all cores and without the packages' own tests; pip compiles one file after the other.
COMPILE := $(RUN) compileall -qq -j 0 -x '/tests?/' .venv/lib || true
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT_INSTALL := env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120
# Tests start hundreds of processes: each would compile every module anew.
export PYTHONDONTWRITEBYTECODE :=
SOURCES := domain projections api jobs tests alembic .ci

.PHONY: help install setup demo test lint types audit migrations-check postgresql graphics chromium peers bench soak lock format clean

help: ## Show what can be made
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "  %-18s%s\n", $$1, $$2 }' Makefile

install: .venv/.product ## Make .venv with the program and what it needs

setup: .venv/.tools postgresql graphics chromium ## Make .venv with everything locked, and see that PostgreSQL, Chromium and what draws are there

# Debian keeps what venv needs in a package of its own.
.venv/bin/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "Installing $(PYTHON)-venv"; \
		said="$$($(SUDO) apt-get update -qq 2>&1 && $(SUDO) $(APT_INSTALL) $(notdir $(PYTHON))-venv 2>&1)" \
			|| { echo "$$said"; exit 1; }; }
	@echo "Making .venv with $(PYTHON)"
	@$(PYTHON) -m venv .venv

.venv/.product: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing the locked dependencies"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(COMPILE)
	@touch $@

.venv/.tools: .venv/.product requirements-dev.lock
	@echo "Installing the locked tools"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(COMPILE)
	@touch $@

postgresql:
	@compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || { \
		echo "Installing PostgreSQL"; \
		said="$$($(SUDO) apt-get update -qq 2>&1 && $(SUDO) $(APT_INSTALL) postgresql 2>&1)" \
			|| { echo "$$said"; exit 1; }; }

# What makes PNG and PDF of pictures, fonts for every script, and the reader that DOT is tested with.
graphics:
	@{ command -v dot && command -v rsvg-convert && test -d /usr/share/fonts/truetype/noto \
		&& compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' && compgen -G '/usr/share/fonts/truetype/*/Symbola*'; } >/dev/null 2>&1 || { \
		echo "Installing Graphviz, librsvg and fonts"; \
		said="$$($(SUDO) apt-get update -qq 2>&1 && $(SUDO) $(APT_INSTALL) \
			graphviz librsvg2-bin fonts-noto-core fonts-noto-cjk fonts-symbola 2>&1)" || { echo "$$said"; exit 1; }; }

chromium:
	@command -v chromium >/dev/null || { \
		echo "Installing Chromium"; \
		said="$$($(SUDO) apt-get update -qq 2>&1 && $(SUDO) $(APT_INSTALL) chromium 2>&1)" \
			|| { echo "$$said"; exit 1; }; }

peers: .venv/.peers ## Install what benchmarks are held against that nothing else needs (it is compiled)

# PyICU, which rigour needs, comes as source only.
.venv/.peers: .venv/.tools requirements-peers.lock
	@{ pkg-config --exists icu-i18n && command -v g++ && test -e "$$($(PYTHON) -c \
		'import sysconfig; print(sysconfig.get_path("include"))')/Python.h"; } >/dev/null 2>&1 || { \
		echo "Installing a compiler and the headers of ICU"; \
		said="$$($(SUDO) apt-get update -qq 2>&1 && $(SUDO) $(APT_INSTALL) g++ pkg-config libicu-dev $(notdir $(PYTHON))-dev 2>&1)" \
			|| { echo "$$said"; exit 1; }; }
	@$(PIP) --require-hashes -r requirements-peers.lock
	@touch $@

demo: .venv/.product ## Load the demo account, ask it, serve it on loopback
	@.venv/bin/incumbent demo

# Chromium's driver keeps a loop running in its process, where others could begin none: hence two runs. They go side by
# side; what the first one says is shown when the second one is through. One browser and one of each server is enough:
# it ends first all the same, and what a second of each takes is taken from the other run.
BROWSED := build/browser.log
# Spelt out: a line that names the variable is run by `make --dry-run` too.
CHECKS := make -j 3 lint types audit
test: setup ## Everything CI runs: lint, types, audit, and all the tests
	@mkdir -p $(dir $(BROWSED))
	@$(RUN) pytest tests/browser >$(BROWSED) 2>&1 & browser=$$!; \
		trap 'kill $$browser 2>/dev/null || true' EXIT; \
		$(CHECKS); \
		$(RUN) pytest -n 2 --dist worksteal --ignore tests/browser; \
		wait $$browser && failed=0 || failed=$$?; \
		cat $(BROWSED); \
		exit $$failed

lint: .venv/.tools ## Check style and format
	@$(RUN) ruff check --quiet $(SOURCES)
	@$(RUN) ruff format --check --quiet $(SOURCES)

types: .venv/.tools ## Check types
	@$(RUN) mypy

audit: .venv/.tools ## Ask whether a locked dependency has a known vulnerability
	@.venv/bin/python .ci/audit.py

migrations-check: setup ## Check that the migrations give the tables the code describes
	@$(RUN) pytest tests/test_migrations.py

bench: setup ## Run the benchmarks and print their ratios
	@$(MAKE) peers || echo "Going on without what could not be installed"
	@$(RUN) tests.bench

soak: setup ## Run the tests that take minutes
	@$(RUN) pytest -m soak

format: .venv/.tools ## Put style and format right where a tool can
	@$(RUN) ruff check --quiet --fix $(SOURCES)
	@$(RUN) ruff format --quiet $(SOURCES)

# Machine configuration is left out: the hashes have to be of what the ordinary index serves.
LOCK := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	$(RUN) piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-annotate --no-emit-options --no-emit-index-url --no-emit-find-links
GROUP = import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["$(1)"], sep="\n")

lock: .venv/.tools ## Lock the newest dependencies that pyproject.toml allows
	@$(LOCK) --build-deps-for editable --output-file requirements.lock pyproject.toml
	@.venv/bin/python -c '$(call GROUP,dev)' | $(LOCK) --constraint requirements.lock --output-file requirements-dev.lock -
	@.venv/bin/python -c '$(call GROUP,peers)' | $(LOCK) --constraint requirements.lock --constraint requirements-dev.lock \
		--output-file requirements-peers.lock -

clean: ## Remove what was made here
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
