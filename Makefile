# kamdesk: `make demo` sets everything up and shows the main job, `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
WORDS := resources/i18n/zh_CN.mo
PINS := packaging/constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup system demo test run bench words lint wheel pins clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: system $(READY) $(WORDS) ## install what is missing: system packages, .venv, compiled words

system:
	@packaging/install-system.sh $(PYTHON)

# Downloading first and installing from the folder lets the wheel test build a second environment without a network.
$(READY): $(PINS) pyproject.toml packaging/build_resources.py | system
	@$(BIN)/python -c 'import pip' 2>/dev/null || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	@echo "Fetching and installing the pinned packages (once; a few minutes)"
	@$(BIN)/python -m pip download --disable-pip-version-check -q --require-hashes --only-binary :all: -d .wheels -r $(PINS)
	@$(BIN)/python -m pip install --disable-pip-version-check -q --no-index --find-links .wheels --require-hashes -r $(PINS)
	@$(BIN)/python -m pip install --disable-pip-version-check -q --no-index --no-deps --no-build-isolation -e .
	@touch $@

# Missing words are told but stop nothing here; the tests are strict.
$(WORDS): packaging/compile_words.py $(wildcard resources/i18n/zh_CN/*.po) | $(READY)
	@$(BIN)/python packaging/compile_words.py >/dev/null 2>&1 || true
	@touch $@

demo: setup ## build the sample workspace and print its papers and pictures into out/
	@$(BIN)/kamdesk demo --out out

test: setup ## run all tests
	@$(BIN)/python -m pytest -n auto

run: setup ## open the desk
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo "There is no display here, so the desk cannot open a window. Try make demo, or start it on a desktop." >&2; exit 1; fi
	@$(BIN)/kamdesk

# The programs that paper is measured against live in an environment of their own: kamdesk never depends on them.
.yardsticks/.ready: packaging/yardsticks.txt | system
	@packaging/install-system.sh $(PYTHON) bench
	@$(PYTHON) -m venv .yardsticks
	@.yardsticks/bin/python -m pip install --disable-pip-version-check -q --require-hashes --only-binary :all: -r packaging/yardsticks.txt
	@touch $@

bench: setup .yardsticks/.ready ## measure start, paper, search and map beside their yardsticks
	@$(BIN)/python -m tests.bench

words: $(READY) ## compile the Chinese and tell what is missing
	@$(BIN)/python packaging/compile_words.py

lint: setup ## ruff, mypy and the import contracts
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

wheel: setup ## build dist/kamdesk-*.whl
	@$(BIN)/python -m build --wheel --no-isolation -o dist

pins: $(READY) ## renew packaging/constraints.txt after a change of dependencies
	@packaging/renew-pins.sh $(PYTHON)

clean: ## remove everything that was made, .venv too
	rm -rf .venv .wheels .yardsticks out build dist $(WORDS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
