#!/bin/sh
# Compiles requirements/*.in to lock files that hold on every platform from Python 3.11.0 on.
# uv does it, from an environment of its own; the files get hashes and no index addresses.
# Versions already locked are kept; `make lock UPGRADE=--upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."
. scripts/system.sh
python=.venv/bin/python
mkdir -p build
[ -x build/lock-venv/bin/uv ] || {
  "$python" -m venv build/lock-venv
  build/lock-venv/bin/python -m pip --disable-pip-version-check -q install 'uv==0.13.9' ||
    stop "uv could not be installed into build/lock-venv; compiling the lock files needs the network"
}
for name in run test source; do
  deps=
  [ "$name" != source ] || deps=--no-deps # the rest is in the other two
  # shellcheck disable=SC2086 # these are options or nothing
  build/lock-venv/bin/uv pip compile --quiet --universal --python-version 3.11.0 \
    --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
    ${UPGRADE:-} $deps "requirements/$name.in" --output-file "requirements/$name.txt"
  printf 'ok     requirements/%s.txt\n' "$name"
done
