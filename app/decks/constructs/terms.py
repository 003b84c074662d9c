"""``<!-- cards: terms -->``: bullets of the form ``**Term** — definition`` as terms."""

from __future__ import annotations

import dataclasses
import re

from app.decks.blocks.canonical import markdown, paragraph
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.constructs.definitions import Meaning, Term, term_cards
from app.decks.constructs.entries import first_words
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.marks.attributes import NOTE, Attributes
from app.decks.model import Kind, Note
from app.decks.normal import normal_form
from app.decks.sections.scope import Scope

# What is set bold before a colon or a dash, but labels the text and is not defined by it.
# fmt: off
LABELS = frozenset({
    "answer", "attention", "aside", "caution", "chapter", "example", "examples", "exercise",
    "exhibit", "figure", "hint", "important", "note", "notes", "objective", "question", "quote",
    "recall", "reference", "remark", "remember", "see", "solution", "source", "summary", "table",
    "task", "tip", "tips", "warning",
})
# fmt: on
_NUMBERED = re.compile(r"\s*\d[\d.]*$")
_ENTRY = re.compile(
    r"\*\*(?P<term>[^*]+?)(?P<colon>:?)\*\*\s*(?P<dash>:|\u2014|\u2013|-{1,3}(?=\s))?\s*(?P<text>.*)",
    re.DOTALL,
)


def read(scope: Scope, node: Node) -> list[Note]:
    """Return a note for every entry of a list that names a term and says what it means."""
    if node.kind is not NodeKind.LIST:
        return []
    section = scope.section_attributes({"tags", "group", "use"})
    found = (_note(scope, item, section) for item in node.children)
    return [note for note in found if note is not None]


def split_entry(text: str) -> tuple[str, str] | None:
    """Return the term and the definition in the words of an entry; None if it is another."""
    match = _ENTRY.match(text)
    if match is None or not (match["colon"] or match["dash"]):
        return None
    if normal_form(_NUMBERED.sub("", match["term"])) in LABELS:
        return None
    return match["term"].strip(), match["text"].strip()


def _note(scope: Scope, item: Node, section: Attributes) -> Note | None:
    words = first_words(item)
    entry = split_entry(words.text) if words else None
    if words is None or entry is None:
        return None
    name, text = entry
    below = [paragraph(text), markdown(item.children[1:])]
    definition = "\n\n".join(part for part in below if part)
    if not definition:
        return None
    attributes = _with_section(scope.attributes([words], NOTE | {"as"}), section)
    shown = f"{paragraph(name)} ({attributes.qualifier})" if attributes.qualifier else name
    term = Term([name], shown, item.line)
    cards = term_cards(scope, term, [Meaning(definition, words.place)], attributes)
    return scope.note(Kind.TERM, (item.line, item.end), cards, attributes)


def _with_section(own: Attributes, section: Attributes) -> Attributes:
    return dataclasses.replace(
        own,
        tags=tuple(dict.fromkeys((*section.tags, *own.tags))),
        group=own.group or section.group,
        use=own.use or section.use,
    )


SWITCHES["terms"] = Switch(
    read, frozenset(), "the bullets of the form “**Term** — definition” as terms"
)
