"""What must never be kept: addresses and paths of the place where a change was made,
generated files, other people's bundles, unfinished marks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.architecture.source import ROOT, tracked_files

# Each pattern is broken in two, so that this file does not hold what it forbids.
PLACES = re.compile(
    "|".join(
        "".join(halves)
        for halves in (
            (r"/wo", r"rk/"),
            (r"/fa", r"rm/"),
            (r"/ro", r"ot/"),
            (r"\.\./sha", r"red"),
            (r"py", r"pi\.org"),
            (r"python", r"hosted"),
            (r"registry\.npm", r"js"),
            (r"registry\.yarn", r"pkg"),
            (r"deb\.deb", r"ian\.org"),
            (r"proxy\.go", r"lang"),
            (r"/ho", r"me/\w+/"),
        )
    )
)
MAKERS = re.compile(
    "|".join(
        "".join(halves)
        for halves in (
            (r"\bsub", r"-?agents?\b"),
            (r"\bclau", r"de\b"),
            (r"\banthr", r"opic\b"),
            (r"\bchat", r"gpt\b"),
            (r"\bcopi", r"lot\b"),
            (r"\bco-authored", r"-by\b"),
            (r"\blanguage", r" model\b"),
            (r"\bgenerated", r" with\b"),
            (r"before", r"-stop\b"),
        )
    ),
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|Not" r"ImplementedError)\b")
CODE = {"app", "tests", "bench", "scripts", "migrations", "Makefile", "pyproject.toml", "wsgi.py"}


def kept_text() -> list[tuple[Path, str]]:
    texts = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append((path.relative_to(ROOT), content.decode("utf-8", "replace")))
    return texts


def places(pattern: re.Pattern[str], texts: list[tuple[Path, str]]) -> list[str]:
    return [
        f"{path.as_posix()}:{number} {match[0]}"
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if (match := pattern.search(line))
    ]


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    assert places(PLACES, kept_text()) == []


def test_no_file_tells_how_the_project_was_made() -> None:
    assert places(MAKERS, kept_text()) == []


def test_nothing_is_left_unfinished() -> None:
    code = [(path, text) for path, text in kept_text() if path.parts[0] in CODE]
    assert places(UNFINISHED, code) == []


def test_no_bundle_of_others_is_kept() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked_files()]
    bundle = re.compile(r"\.min\.(js|css)$|(^|/)(vendor|node_modules)/")
    assert [name for name in names if bundle.search(name)] == []


def test_no_ignored_file_is_kept() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-ci", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout == ""
