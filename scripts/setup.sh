#!/bin/sh
# Makes .venv ready. Usage: scripts/setup.sh run|check|test
#   run    what serving needs
#   check  also the linters, the type checker and pytest
#   test   also the browser that the tests drive, and the checker of HTML
# A second call finds its stamp and ends at once.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
. scripts/system.sh
. scripts/python.sh
. scripts/packages.sh
. scripts/chromium.sh
. scripts/node.sh

level=${1:-run}
packages="test"
[ "$level" != run ] || packages=run
start=$(date +%s)
mkdir -p build
did=ready

if ! venv_is_sound; then
  make_venv
  did=installed
fi
if [ "$level" = test ]; then begin_chromium; fi
if ! stamped "$packages"; then
  install_packages "$packages"
  did=installed
fi
if [ "$level" = test ]; then
  finish_chromium
  need_html_checker
fi
printf 'ok     setup (%s) %s, %s s\n' "$level" "$did" "$(($(date +%s) - start))"
