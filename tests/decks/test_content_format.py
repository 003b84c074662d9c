"""What docs/content-format.md says is what happens."""

from __future__ import annotations

import re

import pytest

from app.decks import parse
from app.decks.check import check
from app.decks.constructs import SWITCHES
from app.decks.diagnostics import CODES
from app.decks.frontmatter.schema import KEYS
from app.decks.marks.attributes import KNOWN
from app.decks.model import Card
from tests.architecture.source import ROOT
from tests.decks.reading import shown

PAGE = (ROOT / "docs" / "content-format.md").read_text()
EXAMPLES = re.findall(r"```markdown\n(.*?)```\n```cards\n(.*?)```", PAGE, re.DOTALL)
CODE_ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (error|warning) \| \S", re.MULTILINE)
SWITCH_ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ((?:`\w+`(?:, )?)*) ?\|$", re.MULTILINE)


def line_of(card: Card) -> str:
    """Return a card as the page writes it."""
    right = [item for item in card.items if item.right]
    items = " · ".join(item.text for item in right or card.items)
    front, back = (
        " ".join(shown(side).replace("\n\n", " / ").split()) for side in (card.front, card.back)
    )
    return f"{card.facet}: {front} → {items or back}"


def cards_line_by_line(text: str) -> str:
    cards = [card for note in parse(text, "x.md").deck.notes for card in note.cards]
    return "".join(f"{line_of(card)}\n" for card in cards)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == PAGE.count("```markdown") == PAGE.count("```cards") == 18


@pytest.mark.parametrize(("text", "cards"), EXAMPLES)
def test_every_example_makes_the_cards_below_it(text: str, cards: str) -> None:
    assert cards_line_by_line(text) == cards
    assert check([parse(text, "x.md")]) == ()


def test_every_diagnostic_is_explained_once_with_its_severity() -> None:
    assert CODE_ROW.findall(PAGE) == list(CODES.items())


def test_every_switch_is_explained_with_its_arguments() -> None:
    rows = {
        name: (text, set(re.findall(r"\w+", args))) for name, text, args in SWITCH_ROW.findall(PAGE)
    }
    assert rows == {name: (s.meaning, set(s.arguments)) for name, s in SWITCHES.items()}


def test_every_attribute_and_every_key_is_named() -> None:
    names = re.findall(r"^\| `(#?\w+)(?:=[^`]*)?` \| ", PAGE, re.MULTILINE)
    assert {name.replace("#", "") for name in names} >= KNOWN
    (header,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    parsed = parse(header, "x.md")
    assert parsed.diagnostics == ()
    assert all(re.search(rf"^{key}:", header, re.MULTILINE) for key in KEYS)
