"""Which FSRS weights a card's answers are folded under: the newest set of the offering that
the student studies it in, or the published defaults (set 0) while there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Enrolment, Note, Offering, ParameterSet, SetKind
from app.services.jobs import wanted
from app.srs.fsrs import DEFAULT_PARAMETERS
from app.srs.memory import Parameters


def of_offering(session: Session, offering_id: UUID) -> Parameters:
    """Return the set in force in an offering."""
    return _parameters(newest(session, offering_id, SetKind.FSRS))


def of_cards(session: Session, student_id: UUID, cards: Collection[UUID]) -> dict[UUID, Parameters]:
    """Return the set in force for each of *cards*.

    Who takes part in several offerings of one course studies in the one that still runs for
    him, then in the newest, as `app.services.events.record` has it.
    """
    own = select(Enrolment.offering_id).where(Enrolment.user_id == student_id)
    sets = _newest_of(session, own)
    if not sets:
        return dict.fromkeys(cards, DEFAULT_PARAMETERS)
    found = session.execute(
        select(Card.id, Enrolment.offering_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(Offering, Offering.course_id == Deck.course_id)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(Card.id.in_(list(cards)), Enrolment.user_id == student_id)
        # The last row of a card wins.
        .order_by(Enrolment.left_at.is_(None), Enrolment.enrolled_at)
    )
    place = {row.id: row.offering_id for row in found}
    return {card: _parameters(sets.get(place.get(card))) for card in cards}


def by_number(session: Session) -> dict[int, Parameters]:
    """Return every FSRS set there is, the published defaults under 0."""
    stored = session.scalars(select(ParameterSet).where(ParameterSet.kind == SetKind.FSRS))
    return {0: DEFAULT_PARAMETERS} | {each.number: _parameters(each) for each in stored}


def newest(session: Session, offering_id: UUID, kind: SetKind) -> ParameterSet | None:
    """Return the set of *kind* that is in force in an offering, if it has one."""
    return session.scalar(
        select(ParameterSet)
        .where(ParameterSet.offering_id == offering_id, ParameterSet.kind == kind)
        .order_by(ParameterSet.number.desc())
        .limit(1)
    )


def has_class_model(session: Session, offering_id: UUID) -> bool:
    """Return whether an offering has a class model, without reading it."""
    found = select(ParameterSet.number).where(
        ParameterSet.offering_id == offering_id, ParameterSet.kind == SetKind.CLASS
    )
    return session.scalar(found.limit(1)) is not None


def append(
    session: Session,
    offering_id: UUID,
    kind: SetKind,
    values: Mapping[str, Any],
    figures: tuple[Mapping[str, Any], datetime | None],
    now: datetime,
) -> ParameterSet:
    """Put a new set of *kind* in force; *figures* are held-out ones and `trained_through`.

    A set of FSRS weights wants its offering's states folded anew.
    """
    last = session.scalar(select(func.max(ParameterSet.number)).where(ParameterSet.kind == kind))
    made = ParameterSet(
        kind=kind,
        number=(last or 0) + 1,
        offering_id=offering_id,
        values=dict(values),
        held_out=dict(figures[0]),
        trained_through=figures[1],
        active_from=now,
    )
    session.add(made)
    session.flush()
    if kind is SetKind.FSRS:
        _want_refolds(session, made, now)
    return made


def copy_to(session: Session, offering_id: UUID, made_id: UUID, now: datetime) -> None:
    """Put the sets in force in one offering in force in another one: what its class taught.

    Sets hold weights and effects of cards, and nothing about a student.
    """
    for kind in SetKind:
        known = newest(session, offering_id, kind)
        if known is not None:
            figures = ({**known.held_out, "copied_from": known.number}, known.trained_through)
            append(session, made_id, kind, known.values, figures, now)


def follow(session: Session, students: Collection[UUID], offering: Offering, now: datetime) -> None:
    """Want the states of *students* folded anew, who have joined or left *offering*.

    Which offering of a course they study in decides under which set (`of_cards`).
    """
    runs = select(Offering.id).where(Offering.course_id == offering.course_id)
    if not _newest_of(session, runs):
        return  # the published defaults hold in every run of the course
    session.flush()
    concerned = _with_states(offering.id).where(Enrolment.user_id.in_(list(students)))
    for student in session.scalars(concerned).all():
        key = f"refold:{offering.id}:{student}:{now.isoformat()}"
        wanted.want(session, "refold", key, now, {"student": str(student)})


def _want_refolds(session: Session, made: ParameterSet, now: datetime) -> None:
    """Want a job for each student of the offering who has states of its course's cards."""
    for student in session.scalars(_with_states(made.offering_id)).all():
        key = f"refold:{made.number}:{student}"
        wanted.want(session, "refold", key, now, {"student": str(student)})


def _with_states(offering_id: UUID) -> Select[UUID]:
    """Select who is or was in an offering and has states of its course's cards."""
    return (
        select(Enrolment.user_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(
            Enrolment.offering_id == offering_id,
            select(CardState.student_id)
            .where(CardState.student_id == Enrolment.user_id)
            .join(Card, Card.id == CardState.card_id)
            .join(Note, Note.id == Card.note_id)
            .join(Deck, Deck.id == Note.deck_id)
            .where(Deck.course_id == Offering.course_id)
            .exists(),
        )
    )


def _newest_of(session: Session, offerings: Any) -> dict[UUID | None, ParameterSet]:
    stored = session.scalars(
        select(ParameterSet)
        .where(ParameterSet.kind == SetKind.FSRS, ParameterSet.offering_id.in_(offerings))
        .order_by(ParameterSet.number)
    )
    return {each.offering_id: each for each in stored}  # the last and newest wins


def _parameters(stored: ParameterSet | None) -> Parameters:
    if stored is None:
        return DEFAULT_PARAMETERS
    return Parameters(number=stored.number, weights=tuple(stored.values["weights"]))
