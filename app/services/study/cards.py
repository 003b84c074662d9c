"""The cards of a course as one student sees them: content, memory, and where answers lead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select, true
from sqlalchemy.orm import Session

from app.models import (
    Card,
    CardRevision,
    CardState,
    Deck,
    Note,
    Offering,
    Rendering,
    User,
)
from app.services import fsrs_sets, study_preferences
from app.services.classes.visibility import to_study
from app.services.events.states import memory_of
from app.services.study.gestures import Gesture, gestures_of
from app.services.study.item_memory import Recalled, item_memory
from app.services.study.own_notes import own_notes
from app.srs.leeches import advises
from app.srs.memory import NEW, MemoryState, Phase
from app.srs.outcomes import Outcome, outcomes
from app.srs.study_days import study_day


@dataclass(frozen=True, slots=True)
class CardRow:
    """A live card with its place, and the student's state of it, if any."""

    card: Card
    note: Note
    deck: Deck
    state: CardState | None


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A card to show: its published content as HTML, its memory, and where answers lead.

    *leech*: it has just been forgotten for the 8th, 12th, 16th … time, which calls for advice.
    *gesture* is what the screen marks an answer by; *recalled* says of entries, by their ids,
    how they fared in the last answers; *own_note* is what the student wrote for nobody else, and
    *private* whether the card itself is.
    """

    card: UUID
    deck: UUID
    note: UUID
    language: str
    facet: str
    revision: CardRevision
    rendering: Rendering
    memory: MemoryState
    due: datetime | None
    flagged: bool
    leech: bool
    outcomes: dict[str, Outcome]
    gesture: Gesture
    recalled: Mapping[str, Recalled]
    own_note: str = ""
    private: bool = False


_Content = Mapping[UUID, tuple[CardRevision, Rendering]]


def load_cards(
    session: Session,
    student_id: UUID,
    offering: Offering,
    visible_at: datetime | None,
    only: Collection[UUID] | None = None,
) -> dict[UUID, CardRow]:
    """Load every live card of the course (and the student's own) with the student's state.

    With *only*, no others than these.

    Cards of decks that are not visible at *visible_at* are left out; None for staff, who see all.
    """
    found = session.execute(
        select(Card, Note, Deck, CardState)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .outerjoin(
            CardState, and_(CardState.card_id == Card.id, CardState.student_id == student_id)
        )
        .where(
            to_study(offering, student_id, visible_at),
            true() if only is None else Card.id.in_(only),
        )
    )
    return {card.id: CardRow(card, note, deck, state) for card, note, deck, state in found}


def study_cards(
    session: Session, student: User, rows: Sequence[CardRow], now: datetime, *, with_outcomes: bool
) -> tuple[StudyCard, ...]:
    """Return *rows* with their published content; *with_outcomes* also where answers lead."""
    content = _content(session, [row.card.id for row in rows])
    leads = _leads(session, student, rows, now) if with_outcomes else {}
    gestures = gestures_of(
        session,
        [(row.card, row.note, content[row.card.id][0]) for row in rows],
        typing=study_preferences.types_answers(student.preferences),
    )
    recalled = _recalled(session, student.id, rows, content)
    written = own_notes(session, student.id, [row.card.id for row in rows])
    return tuple(
        replace(
            _study_card(row, content, leads.get(row.card.id, {}), gestures[row.card.id], recalled),
            own_note=written.get(row.card.id, ""),
        )
        for row in rows
    )


def _study_card(
    row: CardRow,
    content: _Content,
    leads: dict[str, Outcome],
    gesture: Gesture,
    recalled: Mapping[str, Recalled],
) -> StudyCard:
    revision, rendering = content[row.card.id]
    memory = memory_of(row.state) if row.state else NEW
    return StudyCard(
        card=row.card.id,
        deck=row.deck.id,
        note=row.note.id,
        language=row.deck.language,
        facet=row.card.facet,
        revision=revision,
        rendering=rendering,
        memory=memory,
        due=row.state.due if row.state else None,
        flagged=row.state.flagged if row.state else False,
        leech=memory.phase is Phase.RELEARNING and advises(memory.lapses),
        outcomes=leads,
        gesture=gesture,
        recalled=recalled,
        private=row.deck.owner_id is not None,
    )


def _leads(
    session: Session, student: User, rows: Sequence[CardRow], now: datetime
) -> dict[UUID, dict[str, Outcome]]:
    """Return where each answer to each card leads."""
    zone = ZoneInfo(student.zone)
    today = study_day(now, zone, student.rollover_hour)
    sets = fsrs_sets.of_cards(session, student.id, [row.card.id for row in rows])
    found = {}
    for row in rows:
        memory, card = memory_of(row.state) if row.state else NEW, row.card.id
        found[card] = outcomes(memory, card, now, today, sets[card], zone, student.rollover_hour)
    return found


def _recalled(
    session: Session, student_id: UUID, rows: Sequence[CardRow], content: _Content
) -> dict[str, Recalled]:
    met = [row.card.id for row in rows if row.state and content[row.card.id][0].items]
    return item_memory(session, student_id, met)


def _content(session: Session, cards: Sequence[UUID]) -> dict[UUID, tuple[CardRevision, Rendering]]:
    """Load the published revision of each card with its newest rendering."""
    found = session.execute(
        select(CardRevision, Rendering)
        .join(Card, and_(Card.id == CardRevision.card_id, Card.head == CardRevision.number))
        .join(
            Rendering,
            and_(
                Rendering.card_id == CardRevision.card_id,
                Rendering.number == CardRevision.number,
            ),
        )
        .where(Card.id.in_(cards))
        .order_by(Rendering.renderer)  # of several, the last and newest stays in the mapping
    )
    return {revision.card_id: (revision, rendering) for revision, rendering in found}
