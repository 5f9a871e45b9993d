# Two commands are enough: make run, make test. Both set up what they need first.
.DEFAULT_GOAL := help
.PHONY: help setup run screens test quick check bench sanitize package test-frozen model lock translations clean
BIN := .venv/bin

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv with the locked packages; does nothing when it is up to date
	@sh packaging/bootstrap.sh

run: setup ## Run the demo in its window: a case answered, its record verified; pictures in build/demo
	@mkdir -p build && $(BIN)/wardcast demo --home build/demo --screenshots build/demo/screenshots --stay

screens: setup ## Take pictures of every screen into build/screens: light, dark, 200 %
	@mkdir -p build && sh packaging/screens.sh

test: setup check ## Check the code, then run every test
	@$(BIN)/pytest -n 2

quick: setup ## Run the fast tests only
	@$(BIN)/pytest -n 2 -m "not slow"

check: setup ## Lint, format, types, import directions
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: setup ## Measure against peers in the same run; writes build/bench.json
	@mkdir -p build && $(BIN)/python -m tests.benchmarks

sanitize: setup ## Run the kernel where every read out of bounds is told; needs gcc
	@$(BIN)/python packaging/kernel_sanitize.py

package: setup ## Freeze the application into dist/wardcast, a folder that needs no Python
	@$(BIN)/python packaging/freeze.py

test-frozen: package ## Run what package made elsewhere: without Python, without a screen, with one
	@$(BIN)/pytest -m frozen tests/frozen

model: setup ## Train the bundled model again and compare it with the one in resources/
	@$(BIN)/python packaging/bundled_model.py

lock: setup ## Write the locks again from pyproject.toml
	@sh packaging/lock.sh

translations: setup ## Collect what is said, compile the German; lists what is left to translate
	@$(BIN)/python packaging/translations.py

clean: ## Remove what was built; .venv stays
	@rm -rf build dist
