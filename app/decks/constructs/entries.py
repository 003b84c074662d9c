"""Entries of lists and tables: unique keys, sides, and the fronts that count them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.decks.blocks.canonical import bullets, numbered
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import Place
from app.decks.diagnostics import Report
from app.decks.marks.attributes import Attributes
from app.decks.marks.inline import Inline
from app.decks.model import Card, Facet, Item, Kind
from app.decks.normal import bare, normal_form
from app.decks.sections.scope import Scope

# fmt: off
NUMBERS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on
# “Chapter 9”, “Exhibit 9.7” and “5 %” say nothing about how long a list is.
_COUNT = re.compile(
    r"(?<![\w.,])(?<!chapter )(?<!exhibit )(?<!section )(?<!figure )(?<!table )(?<!part )"
    r"(?<!lecture )(?<!unit )(?<!step )(?<!level )"
    rf"(?P<number>[2-9]|[1-4]\d|{'|'.join(NUMBERS)})(?![\w%])(?![.,:/]\d)(?!\s*(?:%|per cent))"
)

Found = tuple[Inline, str]  # the words of an entry, and the side it stands on


def first_words(item: Node) -> Inline | None:
    """Return the words of a list item's first line, or None if it starts with something else."""
    first = item.children[0] if item.children else None
    if first is None or first.kind is not NodeKind.PARAGRAPH or not first.words.text:
        return None
    return first.words


def list_entries(node: Node, scope: Scope, side: str = "") -> list[Found]:
    """Return the entries of list *node*; an entry without words is reported."""
    entries: list[Found] = []
    for item in node.children:
        words = first_words(item)
        if words is None:
            message = "a list entry without words of its own"
            hint = "Write the entry behind its marker, or remove the marker."
            scope.report.add("empty-entry", Place(item.line), message, hint)
        else:
            entries.append((words, side))
    return entries


def make_items(entries: Iterable[Found], scope: Scope) -> tuple[Item, ...]:
    """Return *entries* as items with unique keys; the same entry twice is reported."""
    seen: dict[str, int] = {}
    items: list[Item] = []
    for words, side in entries:
        accept = () if words.claimed else scope.attributes([words], {"accept"}).accept
        key = unique(normal_form(words.text), seen, words.place, scope.report)
        items.append(Item(key, words.text, words.place.line, side, accept))
    return tuple(items)


def whole_list(
    scope: Scope, node: Node, kind: Kind, *, ordered: bool
) -> tuple[Card, Attributes] | None:
    """Return the card that asks for every entry of list *node*, and what its section says.

    None if there is no entry.
    """
    items = make_items(list_entries(node, scope), scope) if node.kind is NodeKind.LIST else ()
    if not items:
        return None
    check_count(scope.title, len(items), node, scope.report)
    attributes = scope.section_attributes()
    written = numbered if ordered else bullets
    card = Card(
        kind=kind,
        facet=Facet.LIST,
        key="",
        front=scope.ask or counted(scope.title, len(items)),
        back=written([item.text for item in items]),
        line=node.line,
        items=items,
        ordered=ordered,
        accept=attributes.accept,
    )
    return card, attributes


def unique(key: str, seen: dict[str, int], place: Place, report: Report) -> str:
    """Return *key*, with a number if it was *seen* before, which is reported."""
    seen[key] = seen.get(key, 0) + 1
    if seen[key] == 1:
        return key
    message = f"“{key[:40]}” is there already"
    hint = "Remove it, or word the two apart, so that each can be asked for."
    report.add("repeated-entry", place, message, hint)
    return f"{key} {seen[key]}"


def check_count(title: str, entries: int, node: Node, report: Report) -> None:
    """Report a *title* that promises another number of entries than there are."""
    counts = {_number(match["number"]) for match in _COUNT.finditer(bare(title).lower())}
    if counts and entries not in counts:
        promised = " or ".join(str(count) for count in sorted(counts))
        message = f"“{title[:60]}” promises {promised} entries, here are {entries}"
        hint = "Correct the number, or complete the list."
        report.add("list-length", Place(node.line), message, hint)


def counted(title: str, entries: int) -> str:
    """Return *title* with the number of entries to recall."""
    return f"{title} ({entries} {'entry' if entries == 1 else 'entries'})".strip()


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS.index(word) + 2
