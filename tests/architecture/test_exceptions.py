"""Every exception from a linter's or the type checker's rule says why it is one."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.source import ROOT, comments, place, python_files

EXCEPTION = re.compile(r"(noqa|type: ignore|pragma: no cover|pragma: no branch|mypy:|ruff:)")
REASONED = re.compile(r"(noqa: [A-Z0-9, ]+?|type: ignore\[[\w, -]+\]|[\w :]+?)( #)? - \S.{7,}")


def unreasoned(comment: str) -> bool:
    return EXCEPTION.match(comment) is not None and REASONED.fullmatch(comment) is None


@pytest.mark.parametrize(
    "comment", ["noqa", "noqa: S101", "noqa: S101 - no", "type: ignore", "pragma: no cover"]
)
def test_an_exception_without_its_reason_is_found(comment: str) -> None:
    assert unreasoned(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "noqa: N818 - names the answer",
        "noqa: S405, FBT001 - builds a tree",
        "type: ignore[arg-type] # - its stub is wrong",
        "pragma: no cover - another platform's branch",
    ],
)
def test_an_exception_with_its_reason_passes(comment: str) -> None:
    assert not unreasoned(comment)


def test_every_exception_in_the_source_has_its_reason() -> None:
    assert [
        f"{place(path, line)} {comment}"
        for path in python_files("app", "tests", "migrations", "bench")
        for line, comment in comments(path)
        if unreasoned(comment)
    ] == []


def test_every_exception_in_the_configuration_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    lint = tomllib.loads("\n".join(lines))["tool"]["ruff"]["lint"]
    codes = {
        *lint["ignore"],
        *(c for ignored in lint["per-file-ignores"].values() for c in ignored),
    }
    start = lines.index("ignore = [")
    bare = [
        f"pyproject.toml:{number}"
        for number, line in enumerate(lines[start:], start + 1)
        if set(re.findall(r'"([A-Z]+[0-9]*)"', line)) & codes and "#" not in line
    ]
    assert bare == []
