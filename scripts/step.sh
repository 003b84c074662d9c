# step NAME COMMAND...: runs it, says how it went and how long it took. Sourced, not run.
# What a step prints is kept in build/ and shown when it fails.

failed=0

step() {
  name=$1
  shift
  start=$(date +%s)
  log="build/$(printf '%s' "$name" | tr ' ' '-').log"
  if "$@" >"$log" 2>&1; then
    word=ok
  else
    word=FAILED
    failed=1
    cat "$log"
  fi
  printf '%-7s%s, %s s\n' "$word" "$name" "$(($(date +%s) - start))"
}
