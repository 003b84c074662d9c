"""Render a whole deck in the sandbox: each different fragment once, nothing lost on the way.

Knows no database: ``flask deck show`` uses it as much as saving does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.decks.model import Card, Deck, Diagnostic, Facet, Kind, Note
from app.decks.rendering import quick, refuse, verbatim
from app.sandbox import Killed, Reason, Sandbox

TARGET = "app.decks.rendering:render"
"""What the sandbox given to ``render_deck`` runs."""

MAX_LOSSES = 5
"""After so many blocks that were too slow, too big or crashed the rest is not tried."""

# Sides that hold a term, a cell or a step: one line of text, in which "1. May" is no list.
INLINE_BACKS = {Facet.REVERSE, Facet.AFTER, Facet.CELL, Facet.OPPOSITE}


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """The sanitised HTML of a card; *items* in the order of ``Card.items``."""

    front: str
    back: str
    remark: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderedDeck:
    """The HTML of a deck: *cards* per note and card, *blocks* per ``Deck.blocks``.

    Each of *refusals* names a block that is shown as plain text instead.
    """

    cards: tuple[tuple[RenderedCard, ...], ...]
    blocks: tuple[str, ...]
    refusals: tuple[Diagnostic, ...]


class _Fragment(NamedTuple):
    markdown: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    message: str
    hint: str


_FAULTS = {
    Reason.TIMEOUT: ("block-too-slow", "rendering took too long"),
    Reason.MEMORY: ("block-too-big", "rendering grew too large"),
    Reason.CRASH: ("block-crashed", "rendering failed"),
}
_HINT = "It is shown as plain text. Split it, or use fewer brackets and less nesting."


def render_deck(
    deck: Deck, sandbox: Sandbox, pictures: Mapping[str, str] | None = None
) -> RenderedDeck:
    """Return the HTML of every card and block of *deck*.

    *pictures* says where each picture is served from, by what the deck writes; without it they
    keep their names. *sandbox* runs ``TARGET``. A block that is refused, too slow or crashes
    appears as escaped plain text and as a warning at its line; RuntimeError only if no worker
    can be started.
    """
    places = [*_card_places(deck.notes), *((_Fragment(b.markdown), b.line) for b in deck.blocks)]
    html, faults = _render_all([fragment for fragment, _ in places], sandbox, pictures)
    refusals = {
        _diagnostic(deck.path, line, fragment, faults[fragment])
        for fragment, line in places
        if fragment in faults
    }
    return RenderedDeck(
        cards=tuple(
            tuple(_rendered_card(note, card, html) for card in note.cards) for note in deck.notes
        ),
        blocks=tuple(html[_Fragment(block.markdown)] for block in deck.blocks),
        refusals=tuple(sorted(refusals)),
    )


def _front(card: Card) -> _Fragment:
    return _Fragment(card.front, inline=card.kind is Kind.TERM and card.facet is Facet.FORWARD)


def _back(card: Card) -> _Fragment:
    return _Fragment(card.back, inline=card.facet in INLINE_BACKS)


def _card_places(notes: Sequence[Note]) -> Iterator[tuple[_Fragment, int]]:
    """Yield every fragment of the cards with its line, in the order of the file."""
    for note in notes:
        for card in note.cards:
            yield _front(card), card.line
            yield _back(card), card.line
            for item in card.items:
                yield _Fragment(item.text, inline=True), item.line
        yield _Fragment(note.remark), note.line


def _rendered_card(note: Note, card: Card, html: dict[_Fragment, str]) -> RenderedCard:
    return RenderedCard(
        front=html[_front(card)],
        back=html[_back(card)],
        remark=html[_Fragment(note.remark)],
        items=tuple(html[_Fragment(item.text, inline=True)] for item in card.items),
    )


def _render_all(
    fragments: Sequence[_Fragment], sandbox: Sandbox, pictures: Mapping[str, str] | None
) -> tuple[dict[_Fragment, str], dict[_Fragment, _Fault]]:
    """Return the HTML of each different fragment, and what went wrong with some."""
    html: dict[_Fragment, str] = {}
    faults: dict[_Fragment, _Fault] = {}
    losses = 0
    for fragment in dict.fromkeys(fragments):
        outcome = _render(fragment, sandbox, pictures) if losses < MAX_LOSSES else _NOT_TRIED
        if isinstance(outcome, str):
            html[fragment] = outcome
        else:
            html[fragment], faults[fragment] = verbatim(fragment.markdown), outcome
            losses += outcome.code in _LOSSES
    return html, faults


_LOSSES = {code for code, _ in _FAULTS.values()}
_NOT_TRIED = _Fault(
    "block-not-tried",
    f"not rendered, because {MAX_LOSSES} blocks before it could not be rendered",
    "It is shown as plain text until those are mended.",
)


def _render(
    fragment: _Fragment, sandbox: Sandbox, pictures: Mapping[str, str] | None
) -> str | _Fault:
    if not fragment.markdown.strip():
        return ""
    if (reason := refuse(fragment.markdown)) is not None:
        return _Fault("block-refused", reason, _HINT)
    if (plain := quick(fragment.markdown, inline=fragment.inline)) is not None:
        return plain
    request: dict[str, Any] = {"markdown": fragment.markdown, "inline": fragment.inline}
    if pictures is not None and "![" in fragment.markdown:
        request["pictures"] = dict(pictures)
    try:
        html: str = sandbox.run(request)
    except Killed as killed:
        code, message = _FAULTS[killed.reason]
        return _Fault(code, f"{message} ({killed.detail})", _HINT)
    return html


def _diagnostic(path: str, line: int, fragment: _Fragment, fault: _Fault) -> Diagnostic:
    excerpt = fragment.markdown.strip().split("\n", 1)[0][:80]
    return Diagnostic(path, line, 1, fault.code, "warning", fault.message, fault.hint, excerpt)
