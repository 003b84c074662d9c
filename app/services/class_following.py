"""The online update: each answer moves what the class model knows of its student, one step.

The watermark on the student's row says up to which receipt answers are in it, so that an
answer counts once, whatever comes late, twice or in any order. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models import Card, Event, EventType, StudentEffect
from app.services import class_log, class_sets, fsrs_sets
from app.services.class_log import ClassLog
from app.services.class_sets import ClassSet
from app.services.events.states import FOLDED_MODES
from app.srs import class_features, class_model
from app.srs.class_model import Effect
from app.srs.exposure import rows

Fresh: TypeAlias = dict[UUID, tuple[UUID, datetime]]  # event → its note, and its receipt


def take_in(
    session: Session, student_id: UUID, offering_id: UUID, batch: Collection[UUID] = ()
) -> int:
    """Take in the student's answers that came since the watermark; returns how many.

    So are those of the *batch* just stored, although their receipt may lie before it: of two
    batches on the way at once the one that came first may be stored last. Nothing is done while
    the offering has no class model. What preceded an answer is read from the log of its note.
    """
    known = class_sets.in_force(session, offering_id)
    if known is None:
        return 0
    row = session.get(StudentEffect, (student_id, offering_id))
    if row is not None and row.parameter_set != known.number:
        row = None  # of an older model: everything counts anew
    fresh = _fresh(session, student_id, offering_id, row, batch)
    if not fresh:
        return 0
    notes = {note for note, _ in fresh.values()}
    log = class_log.of_student(session, offering_id, student_id, notes)
    weights = fsrs_sets.of_offering(session, offering_id).weights
    before = class_sets.student_effect(session, known, student_id, offering_id)
    received = [at for _, at in fresh.values()]
    after, taken = _followed(known, before, log, fresh, weights)
    class_sets.keep(
        session,
        student_id,
        offering_id,
        after,
        parameter_set=known.number,
        answers=taken + (row.answers if row is not None else 0),
        through=max([*received, row.through] if row is not None else received),
    )
    return taken


def _fresh(
    session: Session,
    student_id: UUID,
    offering_id: UUID,
    row: StudentEffect | None,
    batch: Collection[UUID],
) -> Fresh:
    """Return the reviews that came after the watermark, and those of the *batch*."""
    query = (
        select(Event.id, Card.note_id, Event.received_at)
        .join(Card, Card.id == Event.card_id)
        .where(
            Event.student_id == student_id,
            Event.offering_id == offering_id,
            Event.type == EventType.REVIEW.value,
            Event.mode.in_(FOLDED_MODES),
        )
    )
    if row is not None:
        query = query.where(or_(Event.received_at > row.through, Event.id.in_(list(batch))))
    return {event: (note, received) for event, note, received in session.execute(query)}


def _followed(
    known: ClassSet, effect: Effect, log: ClassLog, fresh: Fresh, weights: tuple[float, ...]
) -> tuple[Effect, int]:
    """Return *effect* after the answers of *log* that are *fresh*, and how many those were."""
    if not any(answer.target for answer in log.answers):
        return effect, 0
    table = rows(log.answers, weights)
    fixed = class_features.features(table.exposure) @ list(known.coefficients)
    taken = 0
    for place, answer in enumerate(table.index.tolist()):
        if log.ids[answer] not in fresh:
            continue
        card = known.cards.get(log.cards[table.card[place]], known.new_card)
        p = class_model.probability_of_one(float(fixed[place]), effect, card)
        effect = class_model.updated(effect, p, recalled=bool(table.recalled[place]))
        taken += 1
    return effect, taken
