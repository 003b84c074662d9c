"""Runs the cascade over known and parsed notes and says what applying would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from app.decks.identity.cards import match_cards
from app.decks.identity.fingerprint import exact_hash
from app.decks.identity.rules import RULES, Fresh, Pool
from app.decks.identity.values import (
    CardDecision,
    Decision,
    Guard,
    KnownNote,
    Outcome,
    Plan,
)
from app.decks.model import Deck

GUARD_SHARE = 0.2
GUARD_NOTES = 2  # taking one note out of a small deck is ordinary editing
GUARD_CARDS = 20


def plan(known: Sequence[KnownNote], decks: Sequence[Deck], scope: Callable[[str], bool]) -> Plan:
    """Return which of *known* each note of *decks* is, and which known notes are gone.

    *scope* tells whether a path is being applied. A live note outside of it is left alone:
    it is neither retired nor taken for a note of *decks*. A retired one may be revived from
    anywhere. New notes and cards have no uid; the caller names them.
    """
    paths = {path: scope(path) for path in {old.path for old in known}}
    ordered = sorted(known, key=lambda old: (old.path, old.position))
    live = [old for old in ordered if not old.retired and paths[old.path]]
    fresh = [
        Fresh(index, deck.path, note, exact_hash(note))
        for index, (deck, note) in enumerate(
            (deck, note)
            for deck in sorted(decks, key=lambda deck: deck.path)
            for note in deck.notes
        )
    ]
    matches = _cascade(fresh, live, [old for old in ordered if old.retired])
    decisions = tuple(_decision(new, *matches.get(new.index, (None, ""))) for new in fresh)
    taken = {id(old) for old, _ in matches.values()}
    gone = [old for old in live if id(old) not in taken]
    return Plan(
        decisions=decisions,
        retired=tuple(old.uid for old in gone),
        ask=(),
        guard=_guard(live, gone, decisions),
    )


def _cascade(
    fresh: list[Fresh], live: list[KnownNote], retired: list[KnownNote]
) -> dict[int, tuple[KnownNote, str]]:
    """Return the known note and the rule that found it, by the index of the parsed note."""
    matches: dict[int, tuple[KnownNote, str]] = {}
    taken: set[int] = set()
    for name, rule in RULES:
        pool = Pool(
            [new for new in fresh if new.index not in matches],
            [old for old in live if id(old) not in taken],
            [old for old in retired if id(old) not in taken],
        )
        for new, old in rule(pool):
            matches[new.index] = (old, name)
            taken.add(id(old))
    return matches


def _decision(new: Fresh, old: KnownNote | None, rule: str) -> Decision:
    if old is None:
        cards = tuple(CardDecision(card, None, Outcome.NEW) for card in new.note.cards)
        return Decision(new.path, new.note, None, Outcome.NEW, rule, changed=True, cards=cards)
    changed = new.exact != old.revisions[0].exact
    decided, gone = match_cards(new.note, old, changed=changed)
    outcome = _outcome(new, old, changed=changed)
    return Decision(new.path, new.note, old.uid, outcome, rule, changed, decided, gone)


def _outcome(new: Fresh, old: KnownNote, *, changed: bool) -> Outcome:
    if old.retired:
        return Outcome.REVIVED
    if new.path != old.path:
        return Outcome.MOVED
    return Outcome.EDITED if changed else Outcome.KEPT


def _guard(
    live: Iterable[KnownNote], gone: Sequence[KnownNote], decisions: Iterable[Decision]
) -> Guard | None:
    """Return why the plan should wait, if it retires much of a deck or many cards."""
    notes = Counter(old.path for old in live)
    losses = Counter(old.path for old in gone)
    decks = tuple(
        (path, lost, notes[path])
        for path, lost in sorted(losses.items())
        if lost >= GUARD_NOTES and lost > GUARD_SHARE * notes[path]
    )
    cards = sum(not card.retired for old in gone for card in old.cards)
    cards += sum(len(decision.retired_cards) for decision in decisions)
    return Guard(decks, cards) if decks or cards > GUARD_CARDS else None
