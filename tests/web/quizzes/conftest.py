"""The course crm with one deck that holds a question of every type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.db import Access, Database
from app.models import Attempt, AttemptItem, Marking, Offering, Response
from app.services.decks.apply import Status
from tests.rendering import kept_sandbox
from tests.web.browser import Browser
from tests.web.conftest import LogIn

if TYPE_CHECKING:
    from tests.web.quizzes.classroom import Classroom

QUIZ = """\
---
title: Every type
chapter: chapter9
---
# Every type

Q: Which one is it? {#one}
- [ ] wrong option alpha
    - Feedback on alpha.
- [x] right option beta
- [ ] wrong option gamma

> **Remark:** The remark on the first.

Q: Which ones are they? {#several points=3}
- [x] right option delta
- [ ] wrong option epsilon
- [x] right option zeta
- [ ] wrong option eta

Q: It is so. {#judged}
A: false
Because the explanation says otherwise.

Q: Who leaves? {#typed}
A~ customer churn | defection

Q: What share? {#number}
A= 45 % ± 1

Q: What belongs to what? {#pairs}

| practice | sold |
|---|---|
| up selling | dearer |
| cross selling | related |
|  | neither |

Q: In which order? {#order}

1. plan first
2. choose second
3. assess third

<!-- order -->

Q: Discuss it. {#essay}
A: essay
A model answer nobody saw.

## The three <!-- cards: list #three ask="Name the three." -->
- crimson
- emerald
- cobalt

It costs ==strikingly less== than that. {#gap}

Q: Kept for the exam? {#kept use=exam}
A~ secret of the exam

# Terms

Extranet
:   A network open to partners.

Intranet
:   A network of one company.

Q: Which network is for staff? {#net}
A~ Intranet
"""

# Fields of right answers, by item; what is chosen from a list is given by its text.
RIGHT: dict[str, Any] = {
    "one": ["right option beta"],
    "several": ["right option delta", "right option zeta"],
    "judged": "false",
    "typed": "Customer churn",
    "number": "45 %",
    "pairs": {"1": "dearer", "2": "related"},
    "order": ["plan first", "choose second", "assess third"],
    "essay": "What I think of it.",
    "three": "emerald\ncrimson\ncobalt",
    "gap": "strikingly less",
    "net": "intranet",
}


@dataclass(frozen=True)
class Quizzes:
    """What the tests do with quizzes of ann's."""

    stored: Database
    browser: Browser

    def start(self, **fields: str) -> str:
        """Start one with every question; return its address."""
        form = {"start": str(uuid4()), "scope": "all", "mode": "practice", "count": "50"}
        reply = self.browser.post("/quizzes/crm", form | {"judged": "y"} | fields)
        assert reply.status_code == 303, reply.text
        return reply.headers["Location"]

    def items(self, address: str) -> dict[str, AttemptItem]:
        """Return the questions of an attempt by their ids."""
        with self.stored.transaction(Access.READ) as session:
            query = select(AttemptItem).where(AttemptItem.attempt_id == attempt_id(address))
            return {item.item: item for item in session.scalars(query)}

    def attempt(self, address: str) -> Attempt:
        with self.stored.transaction(Access.READ) as session:
            query = select(Attempt).where(Attempt.id == attempt_id(address))
            return session.scalars(query).one()

    def responses(self, address: str) -> list[Response]:
        with self.stored.transaction(Access.READ) as session:
            query = select(Response).where(Response.attempt_id == attempt_id(address))
            return list(session.scalars(query.order_by(Response.number)))

    def markings(self, address: str) -> dict[str, list[Marking]]:
        """Return the markings of each item in order."""
        positions = {item.position: name for name, item in self.items(address).items()}
        found: dict[str, list[Marking]] = {}
        with self.stored.transaction(Access.READ) as session:
            query = select(Marking).where(Marking.attempt_id == attempt_id(address))
            for marking in session.scalars(query.order_by(Marking.number)):
                found.setdefault(positions[marking.position], []).append(marking)
        return found

    def fields(self, address: str, said: dict[str, Any]) -> dict[str, str]:
        """Return the fields of a page on which *said* was answered."""
        items = self.items(address)
        found: dict[str, Any] = {"seen": "0"}
        for name, answer in said.items():
            found |= fields_of(items[name], answer)
        return found

    def save(self, address: str, name: str, number: int, answer: Any) -> Any:
        """Send one answer as the page's script does."""
        item = self.items(address)[name]
        fields = fields_of(item, answer) | {"position": str(item.position), "number": str(number)}
        path = f"/api/v1/courses/crm/attempts/{attempt_id(address)}/answers"
        return self.browser.post(path, fields)


def attempt_id(address: str) -> UUID:
    found = re.search("[0-9a-f]{8}-[0-9a-f-]{27}", address)
    assert found
    return UUID(found[0])


def fields_of(item: AttemptItem, answer: Any) -> dict[str, Any]:
    """Return the fields of one question; options are numbered as they are shown."""
    name, body, order = f"q{item.position}", item.snapshot["body"], item.snapshot["order"]
    if item.type == "choice":
        ids = {option["text"]: option["id"] for option in body["options"]}
        field = f"{name}[]" if len([o for o in body["options"] if o["right"]]) > 1 else name
        return {field: [str(order.index(ids[text]) + 1) for text in answer]}
    if item.type == "matching":
        ids = {text: number for number, text in body["choices"]}
        return {f"{name}-{k}": str(order.index(ids[text]) + 1) for k, text in answer.items()}
    if item.type == "ordering":
        ids = {text: number for number, text in body["entries"]}
        return {
            f"{name}-{place}": str(order.index(ids[text]) + 1)
            for place, text in enumerate(answer, 1)
        }
    return {name: answer}


@pytest.fixture
def every_type(stored: Database, crm: Offering, tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "every.md").write_text(QUIZ, encoding="utf-8")
    report = apply_path(
        stored, "crm", folder, folder, utc_now(), confirmed=True, sandbox=kept_sandbox()
    )
    assert report.status is Status.APPLIED, report


@pytest.fixture
def quizzes(every_type: None, stored: Database, ann: Browser) -> Quizzes:
    return Quizzes(stored, ann)


@pytest.fixture
def classroom(
    every_type: None, stored: Database, crm: Offering, ines: Browser, logged_in: LogIn
) -> Classroom:
    from tests.web.quizzes.classroom import Classroom

    return Classroom(stored, crm, ines, logged_in)
