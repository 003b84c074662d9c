"""From what a service returns to the shapes of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from flask import url_for

from app.decks.model import Quantity
from app.exports.sheet import as_typed
from app.quiz.marking.wordings import Course
from app.services.exams_ahead import Exam
from app.services.study.card_info import CardInfo
from app.services.study.cards import StudyCard
from app.services.study.coming import ComingDay
from app.services.study.queue import StudyQueue
from app.srs.outcomes import Outcome
from app.web.api.schemas import (
    CardOut,
    ComingDayOut,
    CountsOut,
    ExamOut,
    ItemOut,
    LeftOutOut,
    MarkingOut,
    NumberOut,
    OutcomeOut,
    QueueOut,
    StateOut,
)
from app.web.api.schemas_card import InfoOut
from app.web.api.waits import wait_words
from app.web.languages import later as _

NOTHING: Mapping[UUID, str] = MappingProxyType({})
LEECH_ADVICE = _(
    "You have forgotten this card {lapses} times. Find a picture or a sentence of your own for it, "
    "tell your instructor if it is badly put, or stop asking it for now (under More)."
)


def queue_out(
    queue: StudyQueue,
    mode: str,
    slug: str,
    now: datetime,
    course: Course | None = None,
    corrected: Mapping[UUID, str] = NOTHING,
    later: Sequence[ComingDay] = (),
) -> QueueOut:
    """Present a queue; *slug* is the offering's, for the links into its notes.

    *course*: what typed answers may be confused with, None where none is typed. *corrected*:
    the answer before, of cards whose correction the student is to be told of. *later*: the days
    after today.
    """
    return QueueOut(
        server_time=now,
        mode=mode,
        counts=CountsOut(new=queue.new, learning=queue.learning, review=queue.review),
        minutes_left=round(queue.minutes_left, 2),
        cards=[_card_out(card, slug, corrected.get(card.card)) for card in queue.cards],
        exam=_exam_out(queue.exam),
        repeat_failed=queue.repeat_failed,
        left_out=[
            LeftOutOut(deck=deck.id, title=deck.title, cards=count)
            for deck, count in queue.left_out.items()
        ],
        marking=_marking_out(course) if course else None,
        rests_after=_exam_out(queue.rests_after),
        later=[_later_out(day, slug, corrected) for day in later],
    )


def _later_out(day: ComingDay, slug: str, corrected: Mapping[UUID, str]) -> ComingDayOut:
    return ComingDayOut(
        starts=day.starts,
        minutes=day.minutes,
        most_new=day.most_new,
        seconds_per_new=round(day.seconds_per_new, 1),
        seconds_per_review=round(day.seconds_per_review, 1),
        cards=[_card_out(card, slug, corrected.get(card.card)) for card in day.cards],
    )


def _exam_out(exam: Exam | None) -> ExamOut | None:
    return ExamOut(title=exam.title, at=exam.at) if exam else None


def _marking_out(course: Course) -> MarkingOut:
    return MarkingOut(terms=list(course.terms.values()), words=" ".join(sorted(course.vocabulary)))


def _card_out(card: StudyCard, slug: str, corrected: str | None) -> CardOut:
    revision, rendering = card.revision, card.rendering
    return CardOut(
        card=card.card,
        version=revision.number,
        render=rendering.renderer,
        kind=revision.kind,
        facet=card.facet,
        front=rendering.front,
        back=rendering.back,
        note=rendering.remark,
        hint=revision.hint,
        items=_items_out(card),
        ordered=revision.ordered,
        accept=revision.accept,
        context=revision.context,
        language=card.language,
        notes_url=url_for(
            "reading.deck", slug=slug, deck_id=card.deck, _anchor=f"note-{card.note}"
        ),
        advice=str(LEECH_ADVICE).format(lapses=card.memory.lapses) if card.leech else None,
        corrected=corrected,
        own_note=card.own_note,
        private=card.private,
        state=_state_out(card),
        outcomes={rating: _outcome_out(o) for rating, o in card.outcomes.items()},
        wordings=[as_typed(wording) for wording in card.gesture.wordings],
        truth=card.gesture.truth,
        number=_number_out(card.gesture.quantity),
    )


def _number_out(quantity: Quantity | None) -> NumberOut | None:
    if quantity is None:
        return None
    return NumberOut(
        value=f"{quantity.value:f}", tolerance=f"{quantity.tolerance:f}", unit=quantity.unit
    )


def _items_out(card: StudyCard) -> list[ItemOut]:
    sides = {item["id"]: item["side"] for item in card.revision.items}
    return [_item_out(card, item["id"], item["html"], sides) for item in card.rendering.items]


def _item_out(card: StudyCard, uid: str, html: str, sides: Mapping[str, str]) -> ItemOut:
    option = card.gesture.options.get(uid)
    recalled = card.recalled.get(uid)
    return ItemOut(
        id=uid,
        text=html,
        side=sides.get(uid, ""),
        right=option.right if option else None,
        feedback=option.feedback if option else "",
        pinned=option.pinned if option else False,
        choice=card.gesture.choice_of.get(uid),
        asked=recalled.asked if recalled else 0,
        missed=recalled.missed if recalled else 0,
    )


def info_out(info: CardInfo, now: datetime) -> InfoOut:
    """Present a card's history and forecast."""
    memory = info.memory
    return InfoOut.model_validate(
        {
            "server_time": now,
            "deck": info.deck,
            "phase": memory.phase.name.lower(),
            "due": info.due,
            "stability": memory.stability,
            "difficulty": memory.difficulty,
            "repetitions": memory.repetitions,
            "lapses": memory.lapses,
            "answers": [asdict(answer) for answer in info.answers],
            "forecast": [asdict(day) for day in info.forecast],
        }
    )


def _state_out(card: StudyCard) -> StateOut:
    memory = card.memory
    return StateOut.model_validate(
        {
            "phase": memory.phase.name.lower(),
            "due": card.due,
            "stability": memory.stability,
            "difficulty": memory.difficulty,
            "repetitions": memory.repetitions,
            "lapses": memory.lapses,
            "flagged": card.flagged,
        }
    )


def _outcome_out(outcome: Outcome) -> OutcomeOut:
    following = outcome.next
    return OutcomeOut(
        due=outcome.due,
        label=wait_words(outcome.label),
        phase=outcome.phase.name.lower(),
        next={rating: _outcome_out(o) for rating, o in following.items()} if following else None,
    )
