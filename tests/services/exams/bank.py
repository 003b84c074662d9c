"""A course with a bank of exam items of every type, for the tests of exams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from app.decks.model import Use
from app.models import Exam, Item, ItemStatus, Offering, User
from app.policy import Actor
from app.quiz.drawing import Cell
from app.services.exams import bank, building, drawing
from app.services.exams.building import Details
from app.services.exams.reading import Entered, read_file
from app.services.exams.texts import Rows, render_items
from tests.factories import World, make_course, make_user
from tests.rendering import kept_sandbox

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
DAY = date(2027, 6, 21)

FILE = """\
---
title: Items
chapter: "9"
---
Q: Which keeps customers longest? {#keep points=2 tags="loyalty; core"}
- [x] Trust
- [ ] A discount
    - It is soon forgotten.
- [ ] A jingle
- [ ] None of these {pin}

Q: Which two cost money? {#cost}
- [x] Winning
- [x] Advertising
- [ ] Being recommended

Q: Churn is the share of customers lost. {#lost}
A: true

Q: What is losing customers called? {#churn}
A~ churn | attrition

Q: How much is 6 times 7? {#sum}
A= 42

Q: What belongs to what? {#pairs}

| practice | sold |
|---|---|
| up selling | dearer |
| cross selling | related |

Q: In which order? {#order}

1. plan
2. choose
3. act

<!-- order -->

Loyal customers are ==advocates==. {#gap}

<!-- cards: list #three ask="Name the three *P*" -->

- price
- product
- place

Q: Discuss keeping. {#talk points=5}
A: essay

It is cheaper.
"""


@dataclass(frozen=True, slots=True)
class Taught:
    """A class with its instructor."""

    world: World
    teacher: User

    @property
    def offering(self) -> Offering:
        return self.world.offering

    @property
    def actor(self) -> Actor:
        return Actor(self.teacher.id)


def make_class(session: Session, slug: str = "crm") -> Taught:
    return Taught(make_course(session, slug), make_user(session, "Ines"))


def fill(session: Session, taught: Taught, text: str = FILE, use: Use = Use.EXAM) -> list[Item]:
    """Put the items of *text* into the bank, approved; return them in the order of their ids."""
    items = read_file(text, "items.md", use)
    assert not items.errors, items.errors
    pairs = rendered(items.items)
    bank.take_in(session, taught.offering.course_id, pairs, taught.teacher, "", NOW)
    found = bank.all_of(session, taught.offering.course_id)
    bank.set_status(session, found, ItemStatus.APPROVED)
    return sorted(found, key=lambda item: item.item)


def rendered(items: Sequence[Entered]) -> list[tuple[Entered, Rows]]:
    """Return items with what is rendered of them."""
    return list(zip(items, render_items(items, kept_sandbox()), strict=True))


def make_exam(
    session: Session,
    taught: Taught,
    cells: tuple[Cell, ...] = (Cell("", "", 10),),
    *,
    versions: int = 3,
    seed: str = "seed",
    title: str = "Final",
) -> Exam:
    """Make an exam and draw it."""
    exam = building.new(session, taught.offering, title, DAY, NOW)
    details = Details(title, DAY, 90, "", seed, versions)
    building.change(session, exam, details, cells)
    drawing.draw(session, taught.offering, exam, NOW)
    return exam
