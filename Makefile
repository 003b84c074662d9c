# Retain's commands; the work is done in scripts/. `make` alone says what there is.
.PHONY: help run test check quick test-long bench gallery messages lock clean

PYTEST = .venv/bin/pytest

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: ## set up, then serve the demo (HOST and PORT override 127.0.0.1 and 5000)
	@sh scripts/setup.sh run
	@exec .venv/bin/flask demo

test: ## set up, then linters, types, contracts and every test but the long ones
	@sh scripts/setup.sh test
	@sh scripts/check.sh
	@$(PYTEST) -n 2 --dist worksteal -m "not long"

check: ## the static part of make test
	@sh scripts/setup.sh check
	@sh scripts/check.sh

quick: ## static checks and the core's tests, under a minute
	@sh scripts/setup.sh check
	@sh scripts/check.sh
	@$(PYTEST) -n 2 --dist worksteal -q tests/decks tests/srs tests/architecture

test-long: ## the full fault rounds and everything else marked long
	@sh scripts/setup.sh test
	@$(PYTEST) -m long

bench: ## every benchmark: a table each, and build/bench.json
	@sh scripts/setup.sh check
	@sh scripts/bench.sh

gallery: ## a picture of every page in every look, in build/gallery/
	@sh scripts/setup.sh test
	@.venv/bin/python -m scripts.gallery

messages: ## bring the catalogues of the pages' texts in step with the code
	@sh scripts/setup.sh check
	@.venv/bin/python -m scripts.messages

lock: ## compile requirements/*.in again (UPGRADE=--upgrade for the newest versions)
	@sh scripts/setup.sh check
	@sh scripts/lock.sh

clean: ## remove caches and build/; keeps .venv and instance/
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find . -name .venv -prune -o -name __pycache__ -type d -exec rm -rf {} +
