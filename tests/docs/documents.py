"""What the documents say, taken apart: spans of code, blocks, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)")


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a document, and where it stands."""

    where: str
    text: str


def code() -> Iterator[Said]:
    """Yield every span of code and every line of every block."""
    for document in DOCUMENTS:
        text = document.read_text()
        for match in FENCE.finditer(text):
            for line in match[3].splitlines():
                yield Said(_where(document, text, match.start()), line.strip())
        for match in SPAN.finditer(FENCE.sub(_blank, text)):
            yield Said(_where(document, text, match.start()), match[1])


def blocks(document: Path, language: str) -> list[str]:
    """Return the fenced blocks of a language in a document."""
    return [match[3] for match in FENCE.finditer(document.read_text()) if match[2] == language]


def links() -> Iterator[tuple[Path, str]]:
    """Yield (document, target) of each link to another file."""
    for document in DOCUMENTS:
        for match in LINK.finditer(FENCE.sub(_blank, document.read_text())):
            yield document, match[1]


def first_column(document: Path, heading: str) -> list[str]:
    """Return the code spans in the first column of the table under a heading."""
    section = re.split(rf"^#+ {re.escape(heading)}$", document.read_text(), flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", section, flags=re.MULTILINE)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [span for row in rows for span in SPAN.findall(row.split(" | ")[0])]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _where(document: Path, text: str, position: int) -> str:
    return f"{document.relative_to(ROOT).as_posix()}:{text.count(chr(10), 0, position) + 1}"
