# Finds a Python and keeps .venv sound. Sourced by setup.sh, from the project's root.

# new_enough PYTHON
new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# version_of PYTHON: such as 3.11.2, or nothing when it does not start.
version_of() {
  "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null || true
}

# A moved folder leaves scripts in .venv/bin that name the old place.
venv_is_sound() {
  [ -x .venv/bin/python ] && new_enough .venv/bin/python && [ -f .venv/bin/pip ] || return 1
  head -n 2 .venv/bin/pip | grep -qF "$root/.venv/bin/" || return 1
  [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$(version_of .venv/bin/python)" ]
}

# Sets $python to an interpreter that is new enough and can make virtual environments.
find_python() {
  python=${PYTHON:-python3}
  if ! has "$python" && [ -z "${PYTHON:-}" ] && can_apt; then
    apt_install python3 python3-venv
  fi
  has "$python" || stop "there is no $python here; Retain needs Python 3.11 or newer. $(how_to_get_python)"
  found=$(version_of "$python")
  [ -n "$found" ] || stop "$python does not start; Retain needs Python 3.11 or newer. $(how_to_get_python)"
  new_enough "$python" || stop "$python is Python $found; Retain needs 3.11 or newer. $(how_to_get_python)"
  find_venv_module
}

how_to_get_python() {
  printf 'Install it: %s; or point to one: PYTHON=/path/to/python3.12 make run' \
    "$(install_line 'python3 python3-venv' python3.12 python@3.12)"
}

# Debian keeps the module that makes virtual environments in a package of its own.
find_venv_module() {
  has_venv_module && return
  package=python3-venv
  [ -z "${PYTHON:-}" ] || package=python${found%.*}-venv
  if can_apt; then apt_install "$package"; fi
  has_venv_module ||
    stop "Python $found ($python) cannot make a virtual environment: its module venv or ensurepip is missing. Install it: $(install_line "$package" python3-libs python@3.12)"
}

has_venv_module() {
  "$python" -c 'import venv, ensurepip' 2>/dev/null
}

make_venv() {
  find_python
  if [ -e .venv ]; then
    printf '       .venv was moved, is incomplete or has another Python: making it anew\n'
    rm -rf .venv
  fi
  "$python" -m venv "$root/.venv" >build/setup.log 2>&1 ||
    stop "Python $found ($python) could not make a virtual environment in .venv; what it said is in build/setup.log"
}
