#!/bin/sh
# Runs every bench/*.py; each prints its table and writes build/bench/<name>.json, unless what it
# needs is not there. One that fails stops none of the others. build/bench.json holds them by name.
set -eu
cd "$(dirname "$0")/.."
rm -rf build/bench
mkdir -p build/bench
# One thread for numpy: on small matrices more of them only wait for each other.
export OPENBLAS_NUM_THREADS=1
failed=0
for file in bench/[!_]*.py; do
  [ -f "$file" ] || continue
  name=$(basename "$file" .py)
  printf '== %s\n' "$name"
  .venv/bin/python -m "bench.$name" "build/bench/$name.json" || {
    failed=1
    printf 'FAILED %s\n' "$name"
  }
done
.venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

found = {path.stem: json.loads(path.read_text()) for path in sorted(Path("build/bench").glob("*.json"))}
Path("build/bench.json").write_text(json.dumps(found, indent=2) + "\n")
print(f"build/bench.json: {', '.join(found) or 'no benchmark yet'}")
PYTHON
exit "$failed"
