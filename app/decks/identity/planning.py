"""Runs the cascade over known and parsed notes and says what applying would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from app.decks.identity.asking import near_misses
from app.decks.identity.cards import match_cards
from app.decks.identity.fingerprint import exact_hash
from app.decks.identity.likeness import Likeness, sample
from app.decks.identity.pool import Match, Pool, Verdicts, verdicts_of
from app.decks.identity.rules import RULES, NamedRule
from app.decks.identity.values import (
    Answer,
    CardDecision,
    Decision,
    Fresh,
    Guard,
    KnownNote,
    Outcome,
    Plan,
    Verdict,
)
from app.decks.model import Deck

GUARD_SHARE = 0.2
GUARD_NOTES = 2  # taking one note out of a small deck is ordinary editing
GUARD_CARDS = 20


def plan(
    known: Sequence[KnownNote],
    decks: Sequence[Deck],
    scope: Callable[[str], bool],
    answers: Iterable[Answer] = (),
    rules: Sequence[NamedRule] = RULES,
    counted: Sequence[KnownNote] | None = None,
) -> Plan:
    """Return which of *known* each note of *decks* is, and which known notes are gone.

    *scope* tells whether a path is being applied. A live note outside of it is left alone:
    it is neither retired nor taken for a note of *decks*. A retired one may be revived from
    anywhere. New notes and cards have no uid; the caller names them. *answers* are what the
    author said to the near misses (`Plan.ask`) of an earlier plan; *rules* may be fewer than
    the whole cascade, to see what each of them is worth.

    *known* need not hold live notes outside of the scope. But a word is worth what it is worth
    in the whole course: then *counted* is the `sample` of all its notes, by path and position.
    """
    start = _everything(known, _fresh(decks), scope, verdicts_of(answers), counted)
    names, left = _cascade(start, rules)
    decisions = tuple(
        [
            _decision(start, new, left.matched.get(new.number), names.get(new.number, ""))
            for new in start.fresh
        ]
    )
    return Plan(
        decisions=decisions,
        retired=tuple(old.uid for old in left.live),
        ask=near_misses(left),
        guard=_guard(start.live, left.live, decisions),
    )


def _everything(
    known: Sequence[KnownNote],
    fresh: Sequence[Fresh],
    scope: Callable[[str], bool],
    verdicts: Verdicts,
    counted: Sequence[KnownNote] | None,
) -> Pool:
    """Return the pool in which nothing is paired yet."""
    inside = {path: scope(path) for path in {old.path for old in known}}
    ordered = sorted(known, key=attrgetter("path", "position"))
    live = [old for old in ordered if not old.retired and inside[old.path]]
    return Pool(
        fresh=fresh,
        live=live,
        retired=[old for old in ordered if old.retired],
        matched={},
        all_fresh=fresh,
        all_live=live,
        likeness=Likeness(fresh, sample(ordered) if counted is None else counted),
        verdicts=verdicts,
    )


def _fresh(decks: Iterable[Deck]) -> list[Fresh]:
    notes = (
        (deck.path, note)
        for deck in sorted(decks, key=lambda deck: deck.path)
        for note in deck.notes
    )
    return [Fresh(i, path, note, exact_hash(note)) for i, (path, note) in enumerate(notes)]


def _cascade(pool: Pool, rules: Iterable[NamedRule]) -> tuple[dict[int, str], Pool]:
    """Return the rule that found each parsed note, by its number, and what is left over."""
    names: dict[int, str] = {}
    for name, rule in rules:
        found = list(rule(pool)) if pool.fresh else []
        if found:
            names |= {new.number: name for new, _ in found}
            pool = _without(pool, found)
    return names, pool


def _without(pool: Pool, found: Sequence[Match]) -> Pool:
    matched = dict(pool.matched)
    matched.update((new.number, old) for new, old in found)
    taken = {id(old) for _, old in found}
    return replace(
        pool,
        fresh=[new for new in pool.fresh if new.number not in matched],
        live=[old for old in pool.live if id(old) not in taken],
        retired=[old for old in pool.retired if id(old) not in taken],
        matched=matched,
    )


def _decision(pool: Pool, new: Fresh, old: KnownNote | None, rule: str) -> Decision:
    if old is None:
        cards = tuple(CardDecision(card, None, Outcome.NEW) for card in new.note.cards)
        return Decision(
            new.path, new.note, None, Outcome.NEW, rule, changed=True, cards=cards, exact=new.exact
        )
    changed = new.exact != old.revisions[0].exact
    decided, gone = match_cards(new.note, old, changed=changed)
    outcome = _outcome(new, old, changed=changed)
    reset = pool.verdict(new, old) is Verdict.RESET
    return Decision(
        new.path, new.note, old.uid, outcome, rule, changed, decided, gone, reset, new.exact
    )


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
