"""The item bank of a course: what goes in, what it becomes, and finding it again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.model import Use
from app.models import Exam, ExamItem, Item, ItemRevision, ItemStatus, User
from app.quiz.generation.material import FROM
from app.quiz.questions import Question
from app.services.exams.reading import Entered, question_of
from app.services.exams.texts import Rows, title_of
from app.wording import say


class BankError(ValueError):
    """Something cannot be done to an item; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the items of a file."""

    added: int
    revised: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items to list; "" does not matter."""

    status: str = ""
    use: str = ""
    type: str = ""
    chapter: str = ""
    tag: str = ""
    text: str = ""


def listed(session: Session, course_id: UUID, wanted: Filter) -> list[Item]:
    """Return the items that fit, by chapter and title; retired ones only if asked for."""
    query = select(Item).where(Item.course_id == course_id)
    for column, value in (
        (Item.use, wanted.use),
        (Item.type, wanted.type),
        (Item.chapter, wanted.chapter),
        (Item.status, wanted.status),
    ):
        if value:
            query = query.where(column == value)
    if not wanted.status:
        query = query.where(Item.status != ItemStatus.RETIRED.value)
    found = session.scalars(query.order_by(Item.chapter, Item.type, Item.title, Item.id))
    return [item for item in found if _has(item, wanted)]


def all_of(session: Session, course_id: UUID) -> list[Item]:
    """Return every item of the course."""
    return list(session.scalars(select(Item).where(Item.course_id == course_id).order_by(Item.id)))


def find(session: Session, course_id: UUID, item_id: UUID) -> Item | None:
    """Return the item if it is one of this course's."""
    found = session.get(Item, item_id)
    return found if found is not None and found.course_id == course_id else None


def unknown(session: Session, course_id: UUID, items: Sequence[Entered]) -> list[Entered]:
    """Return those items whose id the bank does not have."""
    ids = [one.question.id for one in items]
    query = select(Item.item).where(Item.course_id == course_id, Item.item.in_(ids))
    known = set(session.scalars(query))
    return [one for one in items if one.question.id not in known]


def head_of(session: Session, item: Item) -> ItemRevision:
    """Return the item's newest text."""
    return session.get_one(ItemRevision, (item.id, item.head))


def revisions_of(session: Session, item: Item) -> list[ItemRevision]:
    """Return all texts of the item, the newest first."""
    query = select(ItemRevision).where(ItemRevision.question_id == item.id)
    return list(session.scalars(query.order_by(ItemRevision.number.desc())))


def asked(revision: ItemRevision) -> Question:
    """Return what a revision says."""
    return question_of(revision.markdown, tuple(revision.context), revision.chapter)


def take_in(
    session: Session,
    course_id: UUID,
    items: Sequence[tuple[Entered, Rows]],
    author: User,
    message: str,
    now: datetime,
) -> Intake:
    """Add items as drafts; one whose id the bank has becomes a new revision of that one."""
    ids = [one.question.id for one, _ in items]
    query = select(Item).where(Item.course_id == course_id, Item.item.in_(ids))
    known = {item.item: item for item in session.scalars(query)}
    revised = 0
    for one, html in items:
        item = known.get(one.question.id)
        if item is None:
            _add(session, course_id, one, html, author, message, now)
        else:
            revised += revise(session, item, one, html, author, message, now)
    session.flush()
    return Intake(len(items) - len(known), revised, len(known) - revised)


def revise(
    session: Session,
    item: Item,
    new: Entered,
    html: Rows,
    author: User,
    message: str,
    now: datetime,
) -> bool:
    """Give the item another text; tells whether it differs. A new text has to be approved anew.

    Raises BankError if the item would leave an exam that is not released for practice.
    """
    head = head_of(session, item)
    same_text = new.markdown == head.markdown and list(new.question.context) == head.context
    if same_text and new.question.chapter == head.chapter:
        return False
    if new.question.use is Use.PRACTICE and item.use == Use.EXAM.value:
        _check_unused(session, item)
    if _wording(new.question) != _wording(asked(head)):
        item.status = ItemStatus.DRAFT.value
    item.head += 1
    _describe(item, new.question, html)
    session.add(_revision(item, new, html, author, message, now))
    session.flush()
    return True


def set_status(session: Session, items: Iterable[Item], status: ItemStatus) -> int:
    """Give items a status; returns how many had another."""
    changed = [item for item in items if item.status != status.value]
    for item in changed:
        item.status = status.value
    session.flush()
    return len(changed)


def _has(item: Item, wanted: Filter) -> bool:
    if wanted.tag and wanted.tag not in item.tags:
        return False
    text = wanted.text.casefold()
    return not text or text in item.title.casefold() or text in item.item.casefold()


def _check_unused(session: Session, item: Item) -> None:
    """Refuse to free an item for practice that an exam is going to ask."""
    exam = session.scalar(
        select(Exam)
        .join(ExamItem, ExamItem.exam_id == Exam.id)
        .where(ExamItem.question_id == item.id, Exam.released_at.is_(None))
        .limit(1)
    )
    if exam is not None:
        raise BankError(
            say(
                "The exam “%(title)s” asks this item and is not released. Release the exam, or "
                "leave the item out of it, before it is for practice.",
                title=exam.title,
            )
        )


def _wording(question: Question) -> Question:
    """Return what somebody approved: the question without how it is filed."""
    return replace(question, points=0, tags=(), chapter="", use=Use.EXAM, path="", line=0)


def _add(
    session: Session,
    course_id: UUID,
    new: Entered,
    html: Rows,
    author: User,
    message: str,
    now: datetime,
) -> None:
    item = Item(
        id=uuid.uuid4(),
        course_id=course_id,
        head=1,
        status=ItemStatus.DRAFT.value,
        created_at=now,
    )
    _describe(item, new.question, html)
    session.add(item)
    session.flush()
    session.add(_revision(item, new, html, author, message, now))


def _describe(item: Item, question: Question, html: Rows) -> None:
    sources = [tag.removeprefix(FROM) for tag in question.tags if tag.startswith(FROM)]
    item.item = question.id
    item.use = question.use.value
    item.type = question.type
    item.points = question.points
    item.chapter = question.chapter
    item.tags = list(question.tags)
    item.title = title_of(question, html)
    item.source = sources[0][:200] if sources else ""


def _revision(
    item: Item, new: Entered, html: Rows, author: User, message: str, now: datetime
) -> ItemRevision:
    return ItemRevision(
        question_id=item.id,
        number=item.head,
        markdown=new.markdown,
        context=list(new.question.context),
        chapter=new.question.chapter,
        html=html,
        author_id=author.id,
        message=message,
        created_at=now,
    )
