#!/bin/sh
# The static part of the tests: every step runs, so that one call shows all there is to mend.
set -eu
cd "$(dirname "$0")/.."
. scripts/step.sh
mkdir -p build

step "ruff check" .venv/bin/ruff check
step "ruff format" .venv/bin/ruff format --check
step "mypy" .venv/bin/mypy
step "import contracts" .venv/bin/lint-imports --no-logo
if [ -d tests/js ]; then
  step "scripts of the pages" .venv/bin/node --test 'tests/js/**/*.test.js'
fi
exit "$failed"
