# What can be done with this project, by a person or by a machine. `make` alone lists it.

SHELL   := bash
VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input
WHEELS  := $(VENV)/downloads
PYTHONS := python3 python3.13 python3.12 python3.11
UV      ?= uv
ARGS    ?=

MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup demo run test check fix format lint types imports entries lock

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/project ## make .venv: the program and the packages it needs
	@:

demo: ## set up and answer real errors, without any account or network service
	@began=$$(date +%s); rm -f $(VENV)/seconds; \
	$(MAKE) setup && $(BIN)/aztriage demo || exit 1; \
	downloads=$$(cat $(VENV)/seconds 2>/dev/null || echo 0); \
	echo; echo "Downloads took $$downloads s, everything else $$(($$(date +%s) - began - downloads)) s."

run: setup ## serve: Slack if its tokens are set, else a conversation in the terminal
	@$(BIN)/aztriage run

test: setup $(VENV)/dev ## run every test; ARGS='-k word' chooses some
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

check: setup $(VENV)/dev ## format, lint, types, imports and entries; each is a target of its own too
	@$(MAKE) --keep-going format lint types imports entries

fix: setup $(VENV)/dev ## mend what can be mended by itself: format, and lint where it is safe
	@$(BIN)/ruff format --quiet; $(BIN)/ruff check --fix --quiet

format: ; @$(call quietly,format,$(BIN)/ruff format --check)
lint: ; @$(call quietly,lint,$(BIN)/ruff check --output-format concise)
types: ; @$(call quietly,types,$(BIN)/mypy)
imports: ; @$(call quietly,imports,$(BIN)/lint-imports --no-cache)
entries: ; @$(call quietly,entries,$(BIN)/aztriage kb check)

lock: ## choose package versions anew and write the lock files (needs uv)
	@command -v $(UV) >/dev/null || { echo 'make lock needs uv: install the package uv, or say where it is: make lock UV=path' >&2; exit 1; }
	@$(call resolve,build,--group build)
	@$(call resolve,runtime,pyproject.toml)
	@$(call resolve,dev,pyproject.toml --all-extras --group dev --constraints lock/runtime.txt)

# --- stages of the set-up; each leaves a file in .venv and is not repeated until what it depends on changes ---------

$(VENV)/made:
	@$(find_python); printf 'Making %s with %s\n' '$(VENV)' "$$("$$python" --version)"; \
	rm -rf $(VENV); "$$python" -m venv $(VENV) && touch $@

$(VENV)/runtime: lock/runtime.txt lock/build.txt $(VENV)/made
	@$(call download,the packages it needs,-r lock/runtime.txt -r lock/build.txt)
	@$(call quietly,Installing them,$(PIP) install $(from_wheels) -r lock/runtime.txt -r lock/build.txt)
	@touch $@

$(VENV)/project: pyproject.toml kb/packaging.py $(VENV)/runtime
	@$(call quietly,Installing aztriage,$(PIP) install --no-index --no-deps --no-build-isolation -e .)
	@touch $@

$(VENV)/dev: lock/dev.txt $(VENV)/runtime
	@$(call download,the packages for tests and checks,-r lock/dev.txt)
	@$(call quietly,Installing them,$(PIP) install $(from_wheels) -r lock/dev.txt)
	@touch $@

# --- how -----------------------------------------------------------------------------------------------------------

from_wheels := --no-index --find-links $(WHEELS) --no-deps --require-hashes --only-binary :all:

# A command with its name and seconds on one line; what it printed is shown only if it failed.
quietly = printf '%s … ' '$(1)'; began=$$(date +%s); \
	if $(2) >$(VENV)/log 2>&1; then echo "$$(($$(date +%s) - began)) s"; \
	else echo failed; cat $(VENV)/log >&2; exit 1; fi

# Packages into a folder, counted on a terminal while they come, so that a slow network does not look like a hang.
define download
began=$$(date +%s); printf 'Downloading %s … ' '$(1)'; \
$(PIP) download -d $(WHEELS) --no-deps --require-hashes --only-binary :all: $(2) >$(VENV)/log 2>&1 & pip=$$!; \
trap "kill $$pip 2>/dev/null; exit 130" INT TERM; \
while kill -0 $$pip 2>/dev/null; do \
	if [ -t 1 ]; then printf '\rDownloading %s … %s ' '$(1)' "$$(grep -cE '^(Collecting|Processing)' $(VENV)/log)"; fi; \
	sleep 0.5; \
done; \
wait $$pip || { echo failed; tail -n 20 $(VENV)/log >&2; exit 1; }; \
seconds=$$(($$(date +%s) - began)); echo "$$seconds s"; \
echo $$(($$(cat $(VENV)/seconds 2>/dev/null || echo 0) + seconds)) >$(VENV)/seconds
endef

# One lock file out of what pyproject.toml asks for.
resolve = printf 'lock/%s.txt\n' '$(1)'; $(UV) pip compile $(2) --upgrade --universal --python-version 3.11 --quiet \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	--custom-compile-command 'make lock' -o lock/$(1).txt

# Each candidate is run, since a name on the PATH may be a shim that only fails.
define find_python
python=; bare=; \
for name in $(PYTHONS); do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	if "$$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then python=$$name; break; fi; \
	bare=$${bare:-$$name}; \
done; \
if [ -z "$$python" ] && [ -n "$$bare" ]; then \
	package=$$("$$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	echo "$$bare lacks the modules venv and ensurepip: install the system package $$package (or python3-venv)." >&2; exit 1; \
elif [ -z "$$python" ]; then \
	echo 'aztriage needs Python 3.11 or newer: install the system packages python3.11 and python3.11-venv (or newer).' >&2; \
	exit 1; \
fi
endef
