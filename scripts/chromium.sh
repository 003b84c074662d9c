# Finds the Chromium that the browser tests drive, or installs it. Sourced by setup.sh.

# find_chromium: prints its path. CHROMIUM, when set, is the only answer.
find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    '/Applications/Chromium.app/Contents/MacOS/Chromium' \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    command -v "$name" && return
  done
  return 1
}

# begin_chromium: where it is missing, has it installed beside the packages of Python; a
# computer that cannot is told so at once.
begin_chromium() {
  find_chromium >/dev/null && return
  [ -z "${CHROMIUM:-}" ] || stop "CHROMIUM is set to $CHROMIUM, and there is no such program. Give the path of a Chromium or Chrome, or unset it"
  can_apt || no_chromium
  # Without recommended packages Chromium comes without a font, and pages without letters.
  apt_install chromium fonts-liberation &
  installing=$!
  trap 'wait "$installing" || true' EXIT # nothing goes on after a sentence that ends the set-up
}

# finish_chromium: waits for what was begun, and looks again.
finish_chromium() {
  if [ -n "${installing:-}" ]; then
    wait "$installing" || exit 1
    trap - EXIT
  fi
  find_chromium >/dev/null || no_chromium
}

no_chromium() {
  stop "the browser tests need Chromium or Chrome, and none was found. Install it: $(install_line chromium chromium '--cask chromium'); or point to one: CHROMIUM=/path/to/chrome make test"
}
