"""What identity is decided from, and what the decision is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.decks.identity.fingerprint import Fingerprint
from app.decks.model import Card, Facet, Kind, Note


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card of the database."""

    uid: UUID
    facet: Facet
    key: str
    retired: bool


@dataclass(frozen=True, slots=True)
class KnownNote:
    """A note of the database, with the fingerprints of its revisions, newest first."""

    uid: UUID
    path: str
    position: int
    kind: Kind
    explicit_id: str | None
    retired: bool
    revisions: tuple[Fingerprint, ...]
    cards: tuple[KnownCard, ...]


class Outcome(StrEnum):
    """What applying does to a note or card. A note has the last of these that is true of it."""

    KEPT = "kept"
    EDITED = "edited"
    MOVED = "moved"
    REVIVED = "revived"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class CardDecision:
    """Which card a parsed card is; *uid* is None for a new one, which the caller names.

    EDITED means that the note changed, perhaps in another of its cards.
    """

    card: Card
    uid: UUID | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """Which note a parsed note is, and by which rule; *uid* is None for a new one.

    *changed*: its content differs from the newest revision known, whatever the outcome.
    *retired_cards* are live cards of the note that its new content no longer has.
    """

    path: str
    note: Note
    uid: UUID | None
    outcome: Outcome
    rule: str
    changed: bool
    cards: tuple[CardDecision, ...]
    retired_cards: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A new note that may be a retired one: the author is asked. *likeness* is 0 … 1."""

    path: str
    note: Note
    uid: UUID
    likeness: float


@dataclass(frozen=True, slots=True)
class Guard:
    """Why a plan waits for a confirmation.

    *decks*: (path, notes that would be retired, live notes it has) of each deck that would
    lose too many; *cards*: how many live cards the whole plan retires.
    """

    decks: tuple[tuple[str, int, int], ...]
    cards: int

    @property
    def reason(self) -> str:
        """The reason in words."""
        losses = [f"{lost} of the {notes} notes of {path}" for path, lost, notes in self.decks]
        total = f"{self.cards} card{'s' * (self.cards != 1)} in all"
        return f"This would retire {', '.join([*losses, total])}."


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying decks would do. *retired* are the notes that no file in scope has any more."""

    decisions: tuple[Decision, ...]
    retired: tuple[UUID, ...]
    ask: tuple[NearMiss, ...]
    guard: Guard | None

    def summary(self) -> dict[str, Any]:
        """Return the JSON of ``deck plan``: numbers of notes, near misses, and the guard."""
        counts = Counter(decision.outcome for decision in self.decisions)
        return {
            **{outcome.value: counts[outcome] for outcome in Outcome},
            "retired": len(self.retired),
            "ask": [
                {"path": a.path, "line": a.note.line, "note": str(a.uid), "likeness": a.likeness}
                for a in self.ask
            ],
            "guard": self.guard
            and {
                "reason": self.guard.reason,
                "decks": [
                    {"path": path, "retired": lost, "notes": notes}
                    for path, lost, notes in self.guard.decks
                ],
                "cards": self.guard.cards,
            },
        }
