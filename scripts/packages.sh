# Installs the locked packages into .venv, and the project itself. Sourced by setup.sh.

# locks LEVEL: the lock files that a level needs (run, or test on top of it).
locks() {
  printf 'requirements/run.txt\n'
  [ "$1" = run ] || printf 'requirements/test.txt\n'
}

# What has no ready-made file, for tests only; the pip call is its own, as it builds.
sources() {
  [ "$1" = run ] || printf 'requirements/source.txt\n'
}

# What the installed set depends on; when it changes, the next setup installs again.
fingerprint() {
  # shellcheck disable=SC2046 # the file names have no spaces
  cat $(locks "$1") $(sources "$1") pyproject.toml | cksum
  version_of .venv/bin/python
}

stamped() {
  [ -f ".venv/retain-$1.stamp" ] && [ "$(cat ".venv/retain-$1.stamp")" = "$(fingerprint "$1")" ]
}

pip() {
  .venv/bin/python -m pip --disable-pip-version-check --no-input "$@" >>build/setup.log 2>&1
}

install_packages() {
  printf '       installing the packages of %s\n' "$(locks "$1" | tr '\n' ' ')"
  : >build/setup.log
  # shellcheck disable=SC2046 # one option per file, without spaces
  pip install --no-compile --require-hashes --only-binary :all: $(locks "$1" | sed 's/^/-r /') ||
    stop "$(why_pip_failed)"
  for source in $(sources "$1"); do
    pip install --require-hashes --no-binary :all: --no-deps --no-build-isolation -r "$source" ||
      stop "$(why_pip_failed)"
  done
  pip install --no-deps --no-build-isolation --editable . ||
    stop "the project itself could not be installed into .venv; what pip said is in build/setup.log"
  for stamp in run "$1"; do
    fingerprint "$stamp" >".venv/retain-$stamp.stamp"
  done
}

why_pip_failed() {
  if grep -q 'connection broken by' build/setup.log; then
    printf 'the packages could not be fetched: no package index was reached. Connect to the network and run make again; the first setup needs it, later ones do not. '
  elif grep -q 'No matching distribution found' build/setup.log; then
    printf 'a package has no ready-made file for Python %s on this computer: %s. Python 3.11, 3.12 and 3.13 on Linux and macOS have them all (PYTHON=/path/to/python3.12 make run). ' \
      "$(version_of .venv/bin/python)" "$(sed -n 's/.*No matching distribution found for //p' build/setup.log | head -n 1)"
  else
    printf 'the packages could not be installed. '
  fi
  printf 'What pip said is in build/setup.log'
}
