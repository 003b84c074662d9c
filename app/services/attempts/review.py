"""A marked attempt, question by question: what was said beside the key, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exports.sheet import Sheet, as_typed
from app.models import Attempt, AttemptItem, Card, Deck, MarkedBy, Marking
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.types.true_false import TrueFalse
from app.services.attempts import release, results
from app.services.attempts.given import is_empty, response
from app.services.attempts.marking import may_judge, open_to_judgement
from app.services.attempts.release import Release
from app.services.attempts.showing import Renderer, Shown, question_of, show, texts_of


@dataclass(frozen=True, slots=True)
class Line:
    """One part of an answer beside the key. *said* and *key* are plain text.

    *right* is None where there was nothing to say or nothing was said; *feedback* and *html*
    are HTML; *marked* is what marking a typed text came to: verdict, reason, wording, other.
    """

    said: str
    key: str = ""
    right: bool | None = None
    html: str = ""
    chosen: bool = False
    feedback: str = ""
    marked: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A marked question, as far as it shows. *key* are plain text; *model*, *remark* are HTML.

    *credit* is None for an answer that is to be judged, and where marks do not show.
    """

    shown: Shown
    lines: tuple[Line, ...]
    key: tuple[str, ...]
    model: str
    remark: str
    credit: float | None
    by_student: bool
    answered: bool
    may_judge: bool
    deck_id: UUID
    deck: str
    note_id: UUID | None

    @property
    def points(self) -> float:
        """What the answer is worth."""
        return (self.credit or 0.0) * self.shown.points


def review(session: Session, attempt: Attempt, renderer: Renderer, now: datetime) -> list[Reviewed]:
    """Return the questions of a marked attempt in order, with what its release lets show."""
    shows = release.of(session, attempt, now)
    judging = open_to_judgement(session, attempt, now)
    items = results.items(session, attempt)
    given = results.answers(results.responses(session, attempt))
    marked = results.markings(session, attempt)
    asked = [question_of(item) for item in items]
    sheet, places = renderer.sheet(asked), _places(session, items)
    whole = [
        _reviewed(item, question, given.get(item.position), marked[item.position], sheet, places)
        for item, question in zip(items, asked, strict=True)
    ]
    return [_as_far_as(shows, replace(one, may_judge=one.may_judge and judging)) for one in whole]


def _as_far_as(shows: Release, one: Reviewed) -> Reviewed:
    """Return what shows of a question: nothing that is not released leaves here."""
    if not shows.keys:
        one = replace(one, lines=_said_only(one), key=(), model="", by_student=False)
    if not shows.feedback:
        one = replace(one, remark="", lines=tuple(replace(x, feedback="") for x in one.lines))
    return one if shows.marks else replace(one, credit=None)


def _said_only(one: Reviewed) -> tuple[Line, ...]:
    """Return what was answered, without a word on whether it is right."""
    return tuple(Line(line.said, html=line.html, chosen=line.chosen) for line in one.lines)


_Places = dict[tuple[UUID, UUID | None], tuple[str, UUID | None]]


def _places(session: Session, items: Sequence[AttemptItem]) -> _Places:
    """Return the title of the deck and the note by deck and card of each item."""
    decks = select(Deck.id, Deck.title).where(Deck.id.in_({item.deck_id for item in items}))
    titles = {row.id: row.title for row in session.execute(decks)}
    cards = {item.card_id for item in items if item.card_id}
    of_cards = select(Card.id, Card.note_id).where(Card.id.in_(cards))
    notes = {row.id: row.note_id for row in session.execute(of_cards)}
    return {
        (item.deck_id, item.card_id): (
            titles[item.deck_id],
            notes.get(item.card_id) if item.card_id else None,
        )
        for item in items
    }


def _reviewed(
    item: AttemptItem,
    question: Question,
    answer: Any,
    marking: Marking,
    sheet: Sheet,
    places: _Places,
) -> Reviewed:
    deck, note_id = places[item.deck_id, item.card_id]
    body = question.body
    return Reviewed(
        shown=show(item, question, answer, sheet),
        lines=tuple(_lines(item, body, answer, marking, sheet)),
        key=_key(body, sheet),
        model=sheet.block(body.model) if isinstance(body, Essay) else "",
        remark=sheet.block(body.explanation if isinstance(body, TrueFalse) else "")
        + sheet.block(question.feedback),
        credit=marking.credit,
        by_student=marking.marked_by == MarkedBy.STUDENT.value,
        answered=not is_empty(answer),
        may_judge=may_judge(item) and not is_empty(answer),
        deck_id=item.deck_id,
        deck=deck,
        note_id=note_id,
    )


def _key(body: Any, sheet: Sheet) -> tuple[str, ...]:
    """Return the key as plain text, where the lines do not show it themselves."""
    if isinstance(body, Choice | Matching | Ordering | Essay):
        return ()
    if isinstance(body, Listing):
        return tuple(sheet.text(entry.text) for entry in body.entries)
    return tuple(as_typed(line) for line in TYPES[body.type].answer(body))


def _lines(item: AttemptItem, body: Any, answer: Any, marking: Marking, sheet: Sheet) -> list[Line]:
    if isinstance(body, Choice):
        return _options(item, body, answer, sheet)
    if isinstance(body, Matching | Ordering):
        return _places_and_pairs(item, body, answer, sheet)
    if is_empty(answer):
        return []
    if isinstance(body, TrueFalse):
        return [Line("True" if answer else "False", right=marking.parts[0]["right"])]
    typed = answer if isinstance(answer, list) else [answer]
    if len(marking.parts) != len(typed):  # an essay, or lines that say nothing
        return [Line(text) for text in typed]
    return [
        Line(text, right=part["right"], marked=part["marked"])
        for text, part in zip(typed, marking.parts, strict=True)
    ]


def _options(item: AttemptItem, body: Choice, answer: Any, sheet: Sheet) -> list[Line]:
    chosen, options = set(response(item, answer) or ()), {o.id: o for o in body.options}
    return [
        Line(
            sheet.text(options[one].text),
            right=options[one].right,
            html=sheet.inline(options[one].text),
            chosen=one in chosen,
            feedback=sheet.block(options[one].feedback) if one in chosen else "",
        )
        for one in item.snapshot["order"]
    ]


def _places_and_pairs(
    item: AttemptItem, body: Matching | Ordering, answer: Any, sheet: Sheet
) -> list[Line]:
    """Return a line for each entry on the left, or for each place of the order."""
    texts = {one: sheet.text(markdown) for one, markdown in texts_of(body).items()}
    order: list[str] = item.snapshot["order"]
    if isinstance(body, Matching):
        said = {left: order[int(one) - 1] for left, one in (answer or {}).items()}
        wanted = [(p.id, sheet.inline(p.left), p.choice) for p in body.pairs]
    else:
        placed = enumerate(answer or (), 1)
        said = {str(place): order[int(one) - 1] for place, one in placed if one}
        wanted = [(str(at), f"{at}.", one) for at, (one, _) in enumerate(body.entries, 1)]
    return [
        Line(
            texts[said[left]] if left in said else "",
            key=texts[right],
            right=said.get(left) == right,
            html=html,
        )
        for left, html, right in wanted
    ]
