"""Notes, decks and a small store for the tests of identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from uuid import UUID

from app.decks.identity import (
    Answer,
    CardDecision,
    Decision,
    KnownCard,
    KnownNote,
    Plan,
    fingerprint,
    plan,
)
from app.decks.model import (
    BLANK_CLOSE,
    BLANK_OPEN,
    Card,
    Deck,
    Facet,
    FrontMatter,
    Item,
    Kind,
    Note,
)


def term(front: str, back: str = "a meaning", **changes: object) -> Note:
    """A term with its two cards."""
    cards = (
        Card(Kind.TERM, Facet.FORWARD, "", front, back, 1),
        Card(Kind.TERM, Facet.REVERSE, "", back, front, 1),
    )
    return _note(cards, **changes)


def cloze(text: str, *answers: str, **changes: object) -> Note:
    """A sentence with several cloze deletions: a card each, with its blank in its own place."""
    blank = BLANK_OPEN + BLANK_CLOSE

    def sentence(hidden: int | None) -> str:
        return " ".join([text, *(blank if at == hidden else a for at, a in enumerate(answers))])

    cards = tuple(
        Card(Kind.CLOZE, Facet.CLOZE, answer, sentence(at), sentence(None), 1)
        for at, answer in enumerate(answers)
    )
    return _note(cards, **changes)


def question(front: str, back: str, **changes: object) -> Note:
    """A question with its one card."""
    return _note((Card(Kind.QUESTION, Facet.FORWARD, "", front, back, 1),), **changes)


def table(title: str, rows: Mapping[str, str], **changes: object) -> Note:
    """A table of one column."""
    cards = tuple(
        Card(Kind.TABLE, Facet.CELL, f"{row} | share", f"{title}\n\n{row}: **Share**?", cell, 1)
        for row, cell in rows.items()
    )
    return _note(cards, **changes)


def listing(ask: str, *entries: str, **changes: object) -> Note:
    """A list to recall as a whole."""
    items = tuple(Item(entry.casefold(), entry, 1) for entry in entries)
    return _note((Card(Kind.LIST, Facet.LIST, "", ask, "", 1, items=items),), **changes)


def _note(cards: tuple[Card, ...], **changes: object) -> Note:
    bare = Note(
        kind=cards[0].kind, explicit_id=None, line=1, end_line=1, position=0,
        context=(), source="", cards=cards,
    )  # fmt: skip
    return replace(bare, **changes)  # type: ignore[arg-type] # - any field of a note


def decks(**files: Sequence[Note]) -> list[Deck]:
    """Decks by path; notes get their positions and lines from their order."""
    return [
        Deck(
            path,
            FrontMatter(),
            tuple(replace(note, position=i, line=i + 1) for i, note in enumerate(notes)),
        )
        for path, notes in files.items()
    ]


def everywhere(_: str) -> bool:
    """The scope of an apply to the whole content folder."""
    return True


class Store:
    """Applies plans to values as the service applies them to rows."""

    def __init__(self, *, retire_cards: bool = False) -> None:
        self.notes: dict[UUID, KnownNote] = {}
        self._retire_cards = retire_cards
        self._uids: Iterator[UUID] = (UUID(int=number) for number in count(1))

    def plan(self, files: Mapping[str, Sequence[Note]], *answers: Answer) -> Plan:
        """Plan all decks, in the scope of everything."""
        return plan(list(self.notes.values()), decks(**files), everywhere, answers)

    def apply(
        self, files: Mapping[str, Sequence[Note]], *answers: Answer
    ) -> dict[str, dict[tuple[str, str], UUID]]:
        """Apply *files*; return, by exact fingerprint, the uids of each note and its cards."""
        plan = self.plan(files, *answers)
        for uid in plan.retired:
            old = self.notes[uid]
            cards = tuple(replace(c, retired=c.retired or self._retire_cards) for c in old.cards)
            self.notes[uid] = replace(old, retired=True, cards=cards)
        return dict(self._take(decision) for decision in plan.decisions)

    def _take(self, decision: Decision) -> tuple[str, dict[tuple[str, str], UUID]]:
        note, new = decision.note, fingerprint(decision.note)
        uid = decision.uid or next(self._uids)
        old = self.notes.get(uid)
        revisions = old.revisions if old else ()
        if decision.changed:
            revisions = (new, *revisions)
        known = {card.uid: card for card in (old.cards if old else ())}
        cards = [self._card(card, known) for card in decision.cards]
        used = {card.uid for card in cards}
        left = [
            replace(card, retired=card.retired or card.uid in decision.retired_cards)
            for card in (old.cards if old else ())
            if card.uid not in used
        ]
        self.notes[uid] = KnownNote(
            uid=uid,
            path=decision.path,
            position=note.position,
            kind=note.kind,
            explicit_id=note.explicit_id,
            retired=False,
            revisions=revisions,
            cards=(*cards, *left),
        )
        return new.exact, {("", ""): uid} | {(c.facet.value, c.key): c.uid for c in cards}

    def _card(self, decision: CardDecision, known: Mapping[UUID, KnownCard]) -> KnownCard:
        card, uid = decision.card, decision.uid or next(self._uids)
        old = known.get(uid)
        earlier = old.earlier if old else ()
        if old and (old.front, old.back) != (card.front, card.back):
            earlier = ((old.front, old.back), *earlier)
        return KnownCard(
            uid, card.facet, card.key, retired=False,
            front=card.front, back=card.back, earlier=earlier,
        )  # fmt: skip
