"""What applying would do, deck by deck and note by note, for whoever decides about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.decks.comparing import Piece, compare
from app.decks.identity import Answer, Decision, NearMiss, Outcome, Verdict
from app.models import Card, CardState
from app.services.decks.answers import open_answers, remembered
from app.services.decks.apply import Report, digest, report
from app.services.decks.decide import Decided, decide
from app.services.decks.drafts import Prepared
from app.services.decks.known import NoteRows
from app.services.decks.store import StoredDeck

Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One note that would not stay as it is, with its source before and after.

    *outcome* is an `Outcome`, or ``retired``. *line* is that of the file (of the last file for
    a retired note). *learners* counts the students who have a state on one of its cards.
    """

    outcome: str
    line: int
    old: Text
    new: Text
    old_path: str = ""
    learners: int = 0
    answer: Answer | None = None  # "the same", to be said of a changed answer
    reset: bool = False


@dataclass(frozen=True, slots=True)
class DeckChanges:
    """The changes within one deck file, in their order, retired ones last."""

    key: str
    kept: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A near miss, with both sources side by side."""

    miss: NearMiss
    old: Text
    new: Text
    learners: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan to look at. *digest* names exactly this plan; *answers* are those given to it.

    *missing* are decks that the browser has edited and whose file is gone.
    """

    digest: str
    report: Report
    decks: tuple[DeckChanges, ...]
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    missing: tuple[StoredDeck, ...] = ()


def preview(session: Session, prepared: Prepared) -> Preview:
    """Return what applying *prepared* would do; writes nothing."""
    decided = decide(session, prepared)
    learners = _learners(session, _concerned(decided))
    given = remembered(session, prepared.store.course_id)
    return Preview(
        digest=digest(prepared, decided.plan),
        report=report(prepared, decided),
        decks=tuple(_decks(decided, learners)),
        questions=tuple(_question(miss, decided, learners) for miss in decided.plan.ask),
        answers=tuple(open_answers(decided.plan, given)),
        missing=prepared.missing,
    )


def _concerned(decided: Decided) -> set[UUID]:
    """Return the known notes of which the page says how many have learned them."""
    changed = {d.uid for d in decided.plan.decisions if d.uid and d.changed}
    return changed | set(decided.plan.retired) | {miss.uid for miss in decided.plan.ask}


def _learners(session: Session, notes: Collection[UUID]) -> Mapping[UUID, int]:
    found = session.execute(
        select(Card.note_id, func.count(CardState.student_id.distinct()).label("students"))
        .join(CardState, CardState.card_id == Card.id)
        .where(Card.note_id.in_(list(notes)))
        .group_by(Card.note_id)
    )
    return {row.note_id: row.students for row in found}


def _decks(decided: Decided, learners: Mapping[UUID, int]) -> Iterable[DeckChanges]:
    changes: defaultdict[str, list[Change]] = defaultdict(list)
    kept: Counter[str] = Counter()
    for decision in decided.plan.decisions:
        if decision.outcome is Outcome.KEPT:
            kept[decision.path] += 1
        else:
            changes[decision.path].append(_change(decision, decided, learners))
    for uid in decided.plan.retired:
        rows = decided.rows[uid]
        changes[rows.deck_key].append(_retired(rows, learners.get(uid, 0)))
    for key in sorted({*changes, *kept}):
        yield DeckChanges(key, kept[key], tuple(changes[key]))


def _change(decision: Decision, decided: Decided, learners: Mapping[UUID, int]) -> Change:
    rows = decided.rows.get(decision.uid) if decision.uid else None
    old, new = compare(_source(rows) if rows else "", decision.note.source)
    marked = rows is not None and (decision.answer_changed or decision.reset)
    return Change(
        outcome=decision.outcome.value,
        line=decision.note.line,
        # Without an earlier text there is nothing to compare with, and nothing is marked.
        old=old if rows else (),
        new=new if rows else _plain(decision.note.source),
        old_path=rows.deck_key if rows and rows.deck_key != decision.path else "",
        learners=learners.get(rows.note.id, 0) if rows else 0,
        answer=_same(decision) if marked else None,
        reset=decision.reset,
    )


def _same(decision: Decision) -> Answer | None:
    """Return the answer that changes nothing about a note that goes on."""
    if decision.uid is None:
        return None
    return Answer(decision.path, decision.exact, decision.uid, Verdict.SAME)


def _retired(rows: NoteRows, learners: int) -> Change:
    return Change("retired", rows.revision.line, _plain(_source(rows)), (), learners=learners)


def _question(miss: NearMiss, decided: Decided, learners: Mapping[UUID, int]) -> Question:
    old, new = compare(_source(decided.rows[miss.uid]), miss.note.source)
    return Question(miss, old, new, learners.get(miss.uid, 0))


def _source(rows: NoteRows) -> str:
    return rows.revision.source


def _plain(text: str) -> Text:
    return (Piece(text, changed=False),) if text else ()


def questions_of(found: Preview) -> Sequence[Answer]:
    """Return every pair that may be answered: near misses, and changed answers."""
    asked = [question.miss.answered(Verdict.SAME) for question in found.questions]
    marked = [c.answer for deck in found.decks for c in deck.changes if c.answer]
    return [*asked, *marked]
