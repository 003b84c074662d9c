"""Style sheets name no side of the page: it turns round for languages read from the right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app

CSS = Path(app.__file__).parent / "web/static/css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SIDE = re.compile(
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear):\s*(?:left|right)\b"
    r"|(?<![\w-])(?:left|right):"
)


def sided(sheet: str) -> list[str]:
    return SIDE.findall(COMMENT.sub("", sheet))


@pytest.mark.parametrize("path", sorted(CSS.rglob("*.css")), ids=lambda path: path.stem)
def test_a_sheet_says_start_and_end_in_place_of_left_and_right(path: Path) -> None:
    assert sided(path.read_text()) == []


def test_sides_are_found_and_logical_ones_are_not() -> None:
    assert len(sided("a { margin-left: 1px; text-align: right; left: 0 }")) == 3
    assert sided("a { margin-inline-start: 1px; /* left: 0 */ inset-inline-start: 0 }") == []
