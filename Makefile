# Every target makes what it needs: Python 3.11 or newer with pip, and make, are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EVALUATION ?= ../shared/eval
CORPUS ?= $(wildcard ../shared/corpus/white_house.jsonl.zst)
# Of the corpus every so manieth text for the stages; invented documents end to end (1000000 on request); peers' Python.
EVERY ?= 10
NEWS ?= 1000 10000 100000
PEERS ?=

# Offline and private, whatever the shell says.
export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false

.PHONY: help run test test-slow faults check evaluate bench budget canaries lock clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "Making the environment in $(VENV) (about two minutes, once)."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

run: $(READY) ## publish the sample documents: raw/sample -> output/latest
	$(BIN)/dateline run raw/sample

test: $(READY) ## the test suite, under 4 minutes
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not faults"

# Dask and Ray are extras; what the lock pins stays as it is.
$(VENV)/.clusters: $(READY)
	@$(BIN)/python -m pip freeze --exclude-editable > $(VENV)/pins.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(VENV)/pins.txt --no-build-isolation --editable '.[dask,ray]'
	@touch $@

test-slow: $(READY) $(VENV)/.clusters ## schedules, databases, clusters, browser
	$(BIN)/python -m pytest -m slow

faults: $(READY) ## the long fault runs
	$(BIN)/python -m pytest -m faults

check: $(READY) ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(READY) ## accuracy on the labelled sets beside the checkout, where they are
	@if [ -f $(EVALUATION)/evaluate.py ]; then $(BIN)/python $(EVALUATION)/evaluate.py all --command "$(CURDIR)/$(BIN)/dateline extract"; \
	else echo "No labelled sets beside this checkout ($(EVALUATION)): nothing to measure."; fi

bench: $(READY) ## speed and memory, next to the peers of PEERS=/path/to/python; writes benchmarks/README.md
	$(BIN)/python benchmarks/run.py $(CORPUS) --every $(EVERY) --news $(NEWS) $(if $(CORPUS),--whole) $(if $(PEERS),--peers $(PEERS))

budget: $(READY) ## fails where a stage became slower by a fifth, in multiples of a fixed workload
	$(BIN)/python benchmarks/budget.py

canaries: $(READY) ## rewrite the canaries' expected rows, as a diff to review
	$(BIN)/python tools/make_canaries.py

lock: ## resolve requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --extra dev --quiet --output-file requirements.lock pyproject.toml

clean: ## remove the environment and everything that was made
	rm -rf $(VENV) output/releases output/.staging output/.cache output/latest
