"""How a student stands with the cards of a deck, note by note, for the margin of its notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Note, Offering, User
from app.services import fsrs_sets
from app.services.classes.visibility import to_study
from app.services.events.states import memory_of
from app.services.progress.decks import KNOWN_STABILITY
from app.services.progress.weak import fronts
from app.services.study.rest import rests
from app.srs.memory import Parameters, Phase
from app.srs.states import retrievability_on
from app.srs.study_days import study_day


class Standing(StrEnum):
    """Where a card stands; each card is one of these, the first that holds."""

    SUSPENDED = "suspended"  # not asked until the student wants it again
    NEW = "new"
    DUE = "due"
    KNOWN = "known"  # as on the progress pages: in review, with a stability of a week
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class CardMark:
    """One card in the margin: *recall* is the probability (0 … 1) that it is recalled today,
    None for what was never answered; *question* its front as sanitised HTML; *due* is None, too,
    while the course rests.
    """

    card: UUID
    standing: Standing
    flagged: bool
    recall: float | None
    due: datetime | None
    question: str


def by_note(
    session: Session,
    student: User,
    offering: Offering,
    deck_id: UUID,
    now: datetime,
    *,
    visible_at: datetime | None,
) -> dict[UUID, tuple[CardMark, ...]]:
    """Return the marks of a deck's live cards by their notes, in the notes' order of cards.

    While the course rests after its last exam no card is due.
    """
    resting = rests(session, student, offering, now)
    rows = session.execute(
        select(Card, CardState)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .outerjoin(
            CardState, and_(CardState.card_id == Card.id, CardState.student_id == student.id)
        )
        .where(to_study(offering, student.id, visible_at), Deck.id == deck_id)
        .order_by(Note.position, Card.position)
    ).all()
    sets = fsrs_sets.of_cards(session, student.id, [card.id for card, _ in rows])
    questions = fronts(session, {card.id: card.head for card, _ in rows})
    found: dict[UUID, list[CardMark]] = defaultdict(list)
    for card, state in rows:
        question = questions.get(card.id, "")
        mark = _mark(card.id, state, question, sets[card.id], student, now)
        found[card.note_id].append(_resting(mark, state) if resting else mark)
    return {note: tuple(marks) for note, marks in found.items()}


def counts(marks: Iterable[CardMark]) -> dict[Standing, int]:
    """Return how many cards stand where, in the order of ``Standing``; what is 0 is left out."""
    each = Counter(mark.standing for mark in marks)
    return {standing: each[standing] for standing in Standing if each[standing]}


def all_marks(by_note: Mapping[UUID, tuple[CardMark, ...]]) -> list[CardMark]:
    """Return the marks of all notes."""
    return [mark for marks in by_note.values() for mark in marks]


def _mark(
    card: UUID,
    state: CardState | None,
    question: str,
    parameters: Parameters,
    student: User,
    now: datetime,
) -> CardMark:
    if state is None:
        return CardMark(card, Standing.NEW, flagged=False, recall=None, due=None, question=question)
    memory = memory_of(state)
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    met = memory.stability is not None
    return CardMark(
        card=card,
        standing=_standing(state, now),
        flagged=state.flagged,
        recall=retrievability_on(memory, today, parameters) if met else None,
        due=state.due,
        question=question,
    )


def _resting(mark: CardMark, state: CardState | None) -> CardMark:
    """Return *mark* for a course in which no card is due."""
    is_due = state is not None and mark.standing is Standing.DUE
    standing = _known_or_learning(state) if state and is_due else mark.standing
    return replace(mark, standing=standing, due=None)


def _standing(state: CardState, now: datetime) -> Standing:
    phase = Phase(state.phase)
    if state.suspended:
        return Standing.SUSPENDED
    if phase is Phase.NEW:
        return Standing.NEW
    if state.due is not None and state.due <= now:
        return Standing.DUE
    return _known_or_learning(state)


def _known_or_learning(state: CardState) -> Standing:
    is_known = Phase(state.phase) is Phase.REVIEW and (state.stability or 0.0) >= KNOWN_STABILITY
    return Standing.KNOWN if is_known else Standing.LEARNING
