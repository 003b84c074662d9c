# What this computer offers: who runs us and which installer it has. Sourced, not run.

has() {
  command -v "$1" >/dev/null 2>&1
}

# stop SENTENCE: says what is wrong and what to do about it, and ends.
stop() {
  printf 'retain: %s\n' "$*" >&2
  exit 1
}

can_apt() {
  has apt-get && [ "$(id -u)" = 0 ]
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 "$@" \
    </dev/null >>build/apt.log 2>&1
}

# apt_install PACKAGE...: a bare system has no package lists yet, and old ones name files
# that are gone; so the lists are fetched only when the first try fails.
apt_install() {
  printf '       installing %s with apt-get\n' "$*"
  apt_get install --no-install-recommends "$@" && return
  { apt_get update && apt_get install --no-install-recommends "$@"; } ||
    stop "apt-get could not install $* (what it said: build/apt.log). Once it can, this does it: apt-get update && apt-get install -y $*"
}

# install_line APT DNF BREW: the command that installs a package on this computer.
install_line() {
  if has apt-get; then
    printf 'sudo apt-get install -y %s' "$1"
  elif has dnf; then
    printf 'sudo dnf install -y %s' "$2"
  elif has brew; then
    printf 'brew install %s' "$3"
  else
    printf 'apt-get install -y %s (Debian, Ubuntu, WSL), dnf install -y %s (Fedora) or brew install %s (macOS)' \
      "$1" "$2" "$3"
  fi
}
