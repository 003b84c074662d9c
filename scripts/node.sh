# Installs what tests/html checks pages and scripts with, by the npm in .venv. Sourced by setup.sh.
# The lock names no address: npm asks the registry that it is set to, and compares hashes.

html_checker_stamp() {
  cat tests/html/package.json tests/html/package-lock.json | cksum
}

need_html_checker() {
  stamp=tests/html/node_modules/retain.stamp
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(html_checker_stamp)" ] && return
  printf '       installing the packages of tests/html/package-lock.json\n'
  (
    cd tests/html
    "$root/.venv/bin/npm" ci --ignore-scripts --no-audit --no-fund --fetch-retries=1
  ) >build/npm.log 2>&1 || stop "$(why_npm_failed)"
  html_checker_stamp >"$stamp"
  did=installed
}

why_npm_failed() {
  if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH' build/npm.log; then
    printf 'html-validate could not be fetched: no package registry was reached. Connect to the network and run make again; the first setup needs it, later ones do not. '
  else
    printf 'html-validate could not be installed. '
  fi
  printf 'What npm said is in build/npm.log'
}
