"""Identity within a note: its cards by facet and key, and the entries of a list by key."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from uuid import UUID

from app.decks.identity.changes import answer_changed
from app.decks.identity.pairing import pair
from app.decks.identity.siblings import add_reworded
from app.decks.identity.values import CardDecision, KnownCard, KnownNote, Outcome
from app.decks.model import KEYED_FACETS, Card, Facet, Item, Note
from app.decks.normal import normal_form

FORMS: tuple[Callable[[str], str], ...] = (str, normal_form)
"""How keys are compared: as they are, then in normal form."""

Found = dict[int, KnownCard]
"""Known cards, by the index of the parsed card that each of them is."""


def match_cards(
    note: Note, known: KnownNote, *, changed: bool
) -> tuple[tuple[CardDecision, ...], tuple[UUID, ...]]:
    """Return a decision for each card of *note*, and the live cards that it no longer has."""
    usual = Outcome.EDITED if changed else Outcome.KEPT
    same = _in_place(note, known, usual, changed=changed)
    if same is not None:
        return same, ()
    found = _counterparts(note, known)
    decisions = tuple(
        _decision(card, found.get(index), known, usual) for index, card in enumerate(note.cards)
    )
    kept = {old.uid for old in found.values()}
    gone = (old.uid for old in known.cards if not old.retired and old.uid not in kept)
    return decisions, tuple(gone)


def match_items(old: Sequence[tuple[str, str]], new: Sequence[Item]) -> tuple[str | None, ...]:
    """Return the uid of each of *new* among *old* entries, given as (uid, key); None if new."""
    found: list[int | None] = [None] * len(new)
    for form in FORMS:
        for index, at in pair(
            [(form(item.key), i) for i, item in enumerate(new) if found[i] is None],
            [(form(key), at) for at, (_, key) in enumerate(old) if at not in found],
        ):
            found[index] = at
    add_reworded(found, [item.key for item in new], [key for _, key in old])
    return tuple(None if at is None else old[at][0] for at in found)


def _in_place(
    note: Note, known: KnownNote, usual: Outcome, *, changed: bool
) -> tuple[CardDecision, ...] | None:
    """Return the decisions if each card is the known one in its place, else None.

    That is the rule for thousands of notes in each plan, so it is one plain loop.
    """
    if len(note.cards) != len(known.cards):
        return None
    outcome = Outcome.REVIVED if known.retired else usual
    decisions = []
    for card, old in zip(note.cards, known.cards, strict=True):
        if old.key != card.key or old.facet is not card.facet or old.retired:
            return None
        marked = changed and answer_changed(card, old)
        decisions.append(CardDecision(card, old.uid, outcome, marked))
    return tuple(decisions)


def _decision(card: Card, old: KnownCard | None, known: KnownNote, usual: Outcome) -> CardDecision:
    if old is None:
        return CardDecision(card, None, Outcome.NEW)
    outcome = Outcome.REVIVED if known.retired or old.retired else usual
    return CardDecision(card, old.uid, outcome, answer_changed(card, old))


def _counterparts(note: Note, known: KnownNote) -> Found:
    """Return the known card that each card of *note* is.

    Earlier texts come before likeness, so that taking an edit back restores every card.
    """
    found: Found = {}
    _by_slot(found, note.cards, known.cards, str)
    _by_earlier_text(found, note.cards, known.cards)
    _by_slot(found, note.cards, known.cards, normal_form)
    for facet in sorted(KEYED_FACETS):
        _by_likeness(found, note.cards, known.current_cards, facet)
    if note.kind is not known.kind:
        _the_last_two(found, note.cards, known.current_cards)
    return found


def _by_slot(
    found: Found, cards: Sequence[Card], known: Sequence[KnownCard], form: Callable[[str], str]
) -> None:
    """Find cards by facet and key, live ones before retired ones."""
    for retired in (False, True):
        new = [(_slot(card, form), index) for index, card in _left(found, cards)]
        old = [(_slot(o, form), o) for o in _free(found, known) if o.retired is retired]
        found.update(pair(new, old))


def _by_earlier_text(found: Found, cards: Sequence[Card], known: Sequence[KnownCard]) -> None:
    new = [((card.front, card.back), index) for index, card in _left(found, cards)]
    found.update(pair(new, [(text, o) for o in _free(found, known) for text in o.earlier]))


def _by_likeness(
    found: Found, cards: Sequence[Card], known: Sequence[KnownCard], facet: Facet
) -> None:
    """Find reworded cards of one keyed facet among its current ones."""
    old = [card for card in known if card.facet is facet]
    places = {card.uid: at for at, card in enumerate(old)}
    new = [
        (index, card)
        for index, card in enumerate(cards)
        if card.facet is facet and (index not in found or found[index].uid in places)
    ]
    matched = [places[found[index].uid] if index in found else None for index, _ in new]
    add_reworded(matched, [_text(card) for _, card in new], [_text(card) for card in old])
    found.update(
        (index, old[at]) for (index, _), at in zip(new, matched, strict=True) if at is not None
    )


def _the_last_two(found: Found, cards: Sequence[Card], known: Sequence[KnownCard]) -> None:
    """Of a note of another kind now: pair what is left, if that is one card on either side."""
    new, old = _left(found, cards), _free(found, known)
    if len(new) == 1 and len(old) == 1:
        found[new[0][0]] = old[0]


def _left(found: Found, cards: Sequence[Card]) -> list[tuple[int, Card]]:
    return [(index, card) for index, card in enumerate(cards) if index not in found]


def _free(found: Found, known: Sequence[KnownCard]) -> list[KnownCard]:
    taken = {old.uid for old in found.values()}
    return [old for old in known if old.uid not in taken]


def _slot(card: Card | KnownCard, form: Callable[[str], str]) -> Hashable:
    """Return what tells *card* apart within its note; fixed facets occur once."""
    return (card.facet, form(card.key) if card.facet in KEYED_FACETS else "")


def _text(card: Card | KnownCard) -> str:
    """Return what tells a card from its siblings: its key; of a table's cell mostly the entry."""
    twice = f"{card.key}\n{card.back}\n{card.back}"
    return twice if card.facet is Facet.CELL else card.key
