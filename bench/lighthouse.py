"""What Lighthouse says of the pages that students see most, as students on a phone see them.

    python -m bench.lighthouse [OUT.json] [--rounds 5] [PAGE ...]

A demo of its own, the system's Chromium, and Lighthouse as `bench/node/package-lock.json` has
it, which is installed there first. Prints the median of the rounds for each page and category.
SEO is left out: the pages are private and ask not to be indexed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from scripts.gallery import demo, look_up
from scripts.pages import Page, Who
from tests.browser.chromium import launch_options

NODE = Path(__file__).parent / "node"
PROGRAM = NODE / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
PAGES = ("study", "dashboard", "course", "notes", "progress", "quizzes", "settings")
SECONDS = 180  # one visit; it takes about ten
ATTEMPTS = 3  # it loses a page load now and then (NO_NAVSTART), and asks to be run again

Scores = Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/lighthouse.json")
    parser.add_argument("pages", nargs="*", default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    install()
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as (url, settings):
        found, _, tokens = look_up(settings)
        by_name = {page.name: page for page in found}
        scores = {
            name: measured(url, by_name[name], tokens, wanted.rounds) for name in wanted.pages
        }
    print(f"{'page':18} " + " ".join(f"{category:>15}" for category in CATEGORIES))
    for name, score in scores.items():
        print(f"{name:18} " + " ".join(f"{score[category]:15.0f}" for category in CATEGORIES))
    out = Path(wanted.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(scores, indent=1) + "\n")


def install() -> None:
    """Fetch Lighthouse, unless it is there; the lock's hashes are compared."""
    if PROGRAM.exists():
        return
    npm = Path(sys.executable).with_name("npm")
    command: Sequence[str | Path] = [
        npm,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    subprocess.run(command, cwd=NODE, check=True, env=_environment())


def measured(url: str, page: Page, tokens: Mapping[Who, str], rounds: int) -> Scores:
    """Return the median of each category over *rounds* visits, 0 to 100."""
    visits = [visit(url + page.path, tokens.get(page.who, "")) for _ in range(rounds)]
    return {name: median(each[name] for each in visits) for name in CATEGORIES}


def visit(address: str, token: str) -> Scores:
    """Return what Lighthouse gives one page load on its slowed-down phone."""
    options = launch_options()
    if options is None:
        sys.exit("Lighthouse needs Chromium or Chrome; CHROMIUM=/path/to/it names one")
    flags = " ".join(("--headless=new", *options.get("args", ())))
    command: Sequence[str | Path] = [
        Path(sys.executable).with_name("node"), PROGRAM, address, "--quiet", "--output=json",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}",
        f"--extra-headers={json.dumps({'Cookie': f'retain={token}'})}",
    ]  # fmt: skip
    chromium = {"CHROME_PATH": str(options["executable_path"])}
    report = json.loads(_output(command, _environment() | chromium))
    if report["finalDisplayedUrl"] != address:  # the log-in page would be measured instead
        sys.exit(f"{address} led to {report['finalDisplayedUrl']}")
    return {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}


def _output(command: Sequence[str | Path], environment: Mapping[str, str]) -> bytes:
    """Run Lighthouse, a lost page load once more; every failure is shown."""
    for _ in range(ATTEMPTS):
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=SECONDS, env=environment
        )
        if done.returncode == 0:
            return done.stdout
        print(done.stderr.decode(errors="replace").strip(), file=sys.stderr)
    sys.exit(f"Lighthouse failed {ATTEMPTS} times on {command[2]}")


def _environment() -> dict[str, str]:
    """Return the environment with .venv's node first, which npm's own programs look for."""
    own = str(Path(sys.executable).parent)
    return dict(os.environ) | {"PATH": own + os.pathsep + os.environ.get("PATH", "")}


if __name__ == "__main__":
    main()
