"""Every route by method by seven roles by own and foreign objects, from the URL map.

Own: the course ``crm`` with its deck, exam date and people. Foreign, by two ways: the course
``art`` with objects of its own, where the roles differ, and crm's address with art's objects.
A route that the table below does not list fails.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app import create_app
from app.clock import utc_now
from app.config import Config
from app.db import Database
from app.models import ExamDate, Offering, Quiz, Role, User
from app.services import enrolments, login_sessions, offerings
from app.services.exams import bank, building
from app.services.exams.reading import read_file
from app.services.exams.texts import render_items
from app.services.quiz import setting
from app.services.quiz.drawing import Source
from tests.rendering import kept_sandbox
from tests.web.browser import Browser
from tests.web.classes.course import add_deck, add_person
from tests.web.conftest import make_account


class Who(StrEnum):
    """Whom a route lets in."""

    EVERYBODY = "everybody"
    ACCOUNTS = "accounts"
    MEMBERS = "members"  # of the course, and administrators
    STUDENTS = "students"  # whoever is enrolled as anything, not administrators
    STAFF = "staff"
    INSTRUCTORS = "instructors"


LET_IN = {
    Who.MEMBERS: {"student", "assistant", "instructor", "administrator"},
    Who.STUDENTS: {"student", "assistant", "instructor"},
    Who.STAFF: {"assistant", "instructor", "administrator"},
    Who.INSTRUCTORS: {"instructor", "administrator"},
}

# Endpoint: who gets in, and the status that they get for a request without any content.
TABLE: dict[str, tuple[Who, set[int]]] = {
    "accounts.log_in": (Who.EVERYBODY, {422}),
    "accounts.log_in_page": (Who.EVERYBODY, {200, 303}),
    "accounts.log_out": (Who.EVERYBODY, {303}),
    "accounts.sign_up": (Who.EVERYBODY, {422}),
    "accounts.sign_up_page": (Who.EVERYBODY, {200, 303}),
    "accounts.join_page": (Who.ACCOUNTS, {200}),
    "accounts.enter_code": (Who.ACCOUNTS, {422}),
    "accounts.invitation": (Who.ACCOUNTS, {200, 303}),
    "accounts.join": (Who.ACCOUNTS, {303}),
    "api.courses": (Who.ACCOUNTS, {200}),
    "api.session": (Who.ACCOUNTS, {200}),
    "api.card": (Who.STUDENTS, {404}),  # tests/web/api shows one that is there
    "api.queue": (Who.STUDENTS, {200}),
    "api.readiness": (Who.STUDENTS, {200}),
    "api.events": (Who.ACCOUNTS, {400}),
    "api.openapi": (Who.EVERYBODY, {200}),
    "author.add_card": (Who.INSTRUCTORS, {422}),
    "author.add_picture": (Who.INSTRUCTORS, {422}),
    "author.answer_draft": (Who.INSTRUCTORS, {303}),
    "author.begin_deck": (Who.INSTRUCTORS, {422}),
    "author.card_kinds": (Who.INSTRUCTORS, {200}),
    "author.card_page": (Who.INSTRUCTORS, {200}),
    "author.decks": (Who.INSTRUCTORS, {200}),
    "author.discard": (Who.INSTRUCTORS, {303}),
    "author.draft_plan": (Who.INSTRUCTORS, {200}),
    "author.edit": (Who.INSTRUCTORS, {303}),
    "author.editor": (Who.INSTRUCTORS, {200}),
    "author.folder": (Who.INSTRUCTORS, {200}),
    "author.folder_file": (Who.INSTRUCTORS, {200}),
    "author.forget_draft_answers": (Who.INSTRUCTORS, {303}),
    "author.merge_draft": (Who.INSTRUCTORS, {409}),
    "author.preview": (Who.INSTRUCTORS, {200}),
    "author.publish_draft": (Who.INSTRUCTORS, {409}),
    "author.restore": (Who.INSTRUCTORS, {303}),
    "author.revisions": (Who.INSTRUCTORS, {200}),
    "author.save_draft": (Who.INSTRUCTORS, {200}),
    "author.settle_gone": (Who.INSTRUCTORS, {303}),
    "author.take_in_folder": (Who.INSTRUCTORS, {422}),
    "author.conflict": (Who.INSTRUCTORS, {200}),
    "author.settle": (Who.INSTRUCTORS, {303}),
    "author.merge_page": (Who.INSTRUCTORS, {200}),
    "author.merge": (Who.INSTRUCTORS, {422}),
    "author.plan_page": (Who.STAFF, {200}),
    "author.answer": (Who.INSTRUCTORS, {303}),
    "author.forget": (Who.INSTRUCTORS, {303}),
    "author.publish": (Who.INSTRUCTORS, {409}),
    "classes.new": (Who.ACCOUNTS, {200}),
    "classes.create": (Who.ACCOUNTS, {422}),
    "classes.overview": (Who.STAFF, {200}),
    "classes.details": (Who.INSTRUCTORS, {200}),
    "classes.change_details": (Who.INSTRUCTORS, {422}),
    "classes.exams": (Who.STAFF, {200}),
    "classes.new_exam": (Who.INSTRUCTORS, {200}),
    "classes.add_exam": (Who.INSTRUCTORS, {422}),
    "classes.exam": (Who.INSTRUCTORS, {200}),
    "classes.change_exam": (Who.INSTRUCTORS, {422}),
    "classes.delete_exam": (Who.INSTRUCTORS, {303}),
    "classes.decks": (Who.STAFF, {200}),
    "classes.set_visibility": (Who.INSTRUCTORS, {303}),
    "classes.people": (Who.STAFF, {200}),
    "classes.people_file": (Who.STAFF, {200}),
    "classes.upload_people": (Who.INSTRUCTORS, {422}),
    "classes.person": (Who.INSTRUCTORS, {200}),
    "classes.change_person": (Who.INSTRUCTORS, {422}),
    "classes.remove_person": (Who.INSTRUCTORS, {303}),
    "classes.restore_person": (Who.INSTRUCTORS, {303}),
    "classes.code_picture": (Who.INSTRUCTORS, {200}),
    "classes.reset_code": (Who.INSTRUCTORS, {303}),
    "classes.copy_page": (Who.INSTRUCTORS, {200}),
    "classes.copy": (Who.INSTRUCTORS, {422}),
    "classes.archive_class": (Who.INSTRUCTORS, {303}),
    "classes.unarchive_class": (Who.INSTRUCTORS, {303}),
    "courses.dashboard": (Who.EVERYBODY, {200}),
    "courses.course": (Who.MEMBERS, {200}),
    "exams.papers": (Who.INSTRUCTORS, {200}),
    "exams.make": (Who.INSTRUCTORS, {422}),
    "exams.item_bank": (Who.INSTRUCTORS, {200}),
    "exams.change_items": (Who.INSTRUCTORS, {303}),
    "exams.add_page": (Who.INSTRUCTORS, {200}),
    "exams.add": (Who.INSTRUCTORS, {422}),
    "exams.generate": (Who.INSTRUCTORS, {422}),
    "exams.item": (Who.INSTRUCTORS, {200}),
    "exams.revise": (Who.INSTRUCTORS, {422}),
    "exams.file_item": (Who.INSTRUCTORS, {422}),
    "exams.set_status": (Who.INSTRUCTORS, {303}),
    "exams.paper": (Who.INSTRUCTORS, {200}),
    "exams.change": (Who.INSTRUCTORS, {422}),
    "exams.choose_items": (Who.INSTRUCTORS, {200}),
    "exams.place_item": (Who.INSTRUCTORS, {303}),
    "exams.duplicate": (Who.INSTRUCTORS, {303}),
    "exams.delete": (Who.INSTRUCTORS, {303}),
    "exams.release": (Who.INSTRUCTORS, {422}),
    "exams.preview": (Who.INSTRUCTORS, {200}),
    "exams.export_page": (Who.INSTRUCTORS, {200}),
    "exams.file": (Who.INSTRUCTORS, {404}),  # no format is named
    "exams.results_page": (Who.INSTRUCTORS, {200}),
    "exams.upload": (Who.INSTRUCTORS, {422}),
    "exams.delete_results": (Who.INSTRUCTORS, {303}),
    "exams.results_file": (Who.INSTRUCTORS, {200}),
    "exams.past": (Who.MEMBERS, {200}),
    "exams.past_exam": (Who.MEMBERS, {404}),  # not released
    "imports.choose": (Who.INSTRUCTORS, {200}),
    "imports.preview": (Who.INSTRUCTORS, {422}),
    "imports.correct": (Who.INSTRUCTORS, {400}),  # a form without its entries
    "insights.page": (Who.STAFF, {200}),
    "my_cards.add_card": (Who.STUDENTS, {422}),
    "my_cards.card": (Who.STUDENTS, {404}),  # tests/web/my_cards shows some that are there
    "my_cards.cards": (Who.STUDENTS, {200}),
    "my_cards.change_card": (Who.STUDENTS, {404}),
    "my_cards.choose_exams": (Who.STUDENTS, {303}),
    "my_cards.export": (Who.STUDENTS, {200}),
    "my_cards.export_notes": (Who.STUDENTS, {200}),
    "my_cards.keep_note": (Who.STUDENTS, {404}),
    "my_cards.new_card": (Who.STUDENTS, {200}),
    "my_cards.own_note": (Who.STUDENTS, {404}),
    "my_cards.own_notes": (Who.STUDENTS, {200}),
    "my_cards.save_note": (Who.STUDENTS, {404}),
    "my_cards.save_text": (Who.STUDENTS, {409}),
    "my_cards.text": (Who.STUDENTS, {200}),
    "progress.course": (Who.STUDENTS, {200}),
    "progress.courses": (Who.ACCOUNTS, {200}),
    "health.alive": (Who.EVERYBODY, {200}),
    "health.metrics": (Who.EVERYBODY, {200}),  # this computer is let in, whoever asks
    "health.ready": (Who.EVERYBODY, {200}),
    "media.picture": (Who.ACCOUNTS, {404}),  # tests/web/media shows who sees which
    "offline.manifest": (Who.EVERYBODY, {200}),
    "offline.page": (Who.EVERYBODY, {200}),
    "offline.study_shell": (Who.EVERYBODY, {200}),
    "offline.worker": (Who.EVERYBODY, {200}),
    "preferences.settings": (Who.ACCOUNTS, {200}),
    "preferences.save": (Who.ACCOUNTS, {422}),
    "preferences.remove_break": (Who.ACCOUNTS, {303}),
    "preferences.password_page": (Who.ACCOUNTS, {200}),
    "preferences.change_password": (Who.ACCOUNTS, {422}),
    "preferences.log_out_everywhere": (Who.ACCOUNTS, {303}),
    "preferences.my_data": (Who.ACCOUNTS, {200}),
    "preferences.delete_page": (Who.ACCOUNTS, {200}),
    "preferences.delete": (Who.ACCOUNTS, {422}),
    "preferences.deleted": (Who.EVERYBODY, {200}),
    "quizzes.choose": (Who.STUDENTS, {200}),
    "quizzes.begin": (Who.STUDENTS, {422}),
    "quizzes.attempt_page": (Who.STUDENTS, {404}),  # a quiz is there for whoever takes it
    "quizzes.save_answer": (Who.STUDENTS, {404}),
    "quizzes.hand_in": (Who.STUDENTS, {404}),
    "quizzes.review_page": (Who.STUDENTS, {404}),
    "quizzes.judge_answer": (Who.STUDENTS, {404}),
    "quizzes.start_page": (Who.STUDENTS, {200}),
    "quizzes.begin_set": (Who.STUDENTS, {422}),
    "quizzes.staff": (Who.STAFF, {200}),
    "quizzes.new_quiz": (Who.INSTRUCTORS, {200}),
    "quizzes.make_quiz": (Who.INSTRUCTORS, {422}),
    "quizzes.quiz_page": (Who.INSTRUCTORS, {200}),
    "quizzes.change_quiz": (Who.INSTRUCTORS, {422}),
    "quizzes.preview": (Who.STAFF, {200}),
    "quizzes.publish_quiz": (Who.INSTRUCTORS, {303}),
    "quizzes.delete_quiz": (Who.INSTRUCTORS, {303}),
    "quizzes.results_page": (Who.STAFF, {200}),
    "quizzes.results_file": (Who.STAFF, {200}),
    "quizzes.items_page": (Who.STAFF, {200}),
    "quizzes.corrected_keys": (Who.INSTRUCTORS, {200}),
    "quizzes.mark_anew": (Who.INSTRUCTORS, {422}),
    "reading.deck": (Who.MEMBERS, {200}),
    "reading.paper": (Who.MEMBERS, {200}),
    "static": (Who.EVERYBODY, {200}),
    "search.page": (Who.ACCOUNTS, {200}),
    "study.page": (Who.STUDENTS, {200}),
    "study.remember": (Who.STUDENTS, {303}),
    "worklist.accept": (Who.INSTRUCTORS, {404}),  # tests/web/worklist shows one that is there
    "worklist.look": (Who.INSTRUCTORS, {404}),
    "worklist.mine_page": (Who.STUDENTS, {200}),
    "worklist.page": (Who.STAFF, {200}),
    "worklist.seen": (Who.STUDENTS, {303}),
    "worklist.send": (Who.STUDENTS, {404}),  # tests/web/worklist shows one that is there
    "worklist.settle": (Who.STAFF, {422}),
    "worklist.suggest_page": (Who.STUDENTS, {404}),
    "worklist.undo": (Who.STAFF, {303}),
}

OBJECTS = (
    "attempt_id",
    "card_id",
    "deck_id",
    "done_id",
    "exam_id",
    "item_id",
    "note_id",
    "paper_id",
    "quiz_id",
    "user_id",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
# (account, role in crm, role in art); the seven of the design.
PEOPLE = {
    "anonymous": ("", ""),
    "ann": ("student", ""),
    "eve": ("", "student"),
    "tom": ("assistant", ""),
    "ines": ("instructor", ""),
    "otto": ("", "instructor"),
    "root": ("administrator", "administrator"),
}


@dataclass
class World:
    """The application, its database file with a copy to go back to, and what addresses name."""

    app: Flask
    file: Path
    browsers: dict[str, Browser]
    tokens: dict[str, str]
    own: dict[str, str]
    foreign: dict[str, str]

    def restore(self) -> None:
        """Put the database back as it was."""
        self.app.extensions["database"].engine.dispose()
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.file.with_suffix(".kept"), self.file)


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("matrix")
    file = Path(shutil.copy(sqlite_template, folder / "retain.db"))
    config = Config(
        database_url=f"sqlite:///{file}",
        secret_key="a key for tests only",
        content_dir=folder,
        base_url="http://localhost",
        instance_dir=folder,
    )
    app = create_app(config)
    database: Database = app.extensions["database"]
    crm, own = _course(database, "crm", "ines", "ann")
    add_person(database, crm, "tom", Role.ASSISTANT)
    _, foreign = _course(database, "art", "otto", "eve")
    with database.transaction() as session:
        make_account(session, "root@example.org", is_admin=True)
    browsers = {name: _browser(app, database, name) for name in PEOPLE}
    tokens = {name: browser.token() for name, browser in browsers.items()}
    database.engine.dispose()  # the last connection writes the log back into the file
    shutil.copy(file, file.with_suffix(".kept"))
    yield World(app, file, browsers, tokens, own, foreign)
    database.engine.dispose()


def _course(
    database: Database, slug: str, instructor: str, student: str
) -> tuple[Offering, dict[str, str]]:
    """Make a course, and return it with what the variables of its addresses are."""
    with database.transaction() as session:
        owner = make_account(session, f"{instructor}@example.org")
        offering = offerings.create(session, slug, slug.upper(), owner, utc_now())
        exam = ExamDate(id=uuid.uuid4(), offering_id=offering.id, title="Final", at=utc_now())
        session.add(exam)
        quiz = set_quiz(session, offering, owner)
        paper = building.new(session, offering, "Paper", date(2027, 6, 21), utc_now())
        items = read_file("Q: So? {#so}\nA: true\n", "")
        html = render_items(items.items, kept_sandbox())
        pairs = list(zip(items.items, html, strict=True))
        bank.take_in(session, offering.course_id, pairs, owner, "", utc_now())
        item = bank.all_of(session, offering.course_id)[0]
    user = add_person(database, offering, student, Role.STUDENT)
    deck = add_deck(database, offering, f"Deck of {slug}")
    values = {
        "slug": slug,
        "code": offering.join_code,
        "attempt_id": str(uuid.uuid4()),
        "card_id": str(uuid.uuid4()),
        "note_id": str(uuid.uuid4()),
        "done_id": str(uuid.uuid4()),
        "position": "1",
        "sort": "wording",
        "subject": "a wording",
        "part": "you",
        "deck_id": str(deck.id),
        "exam_id": str(exam.id),
        "quiz_id": str(quiz.id),
        "item_id": str(item.id),
        "paper_id": str(paper.id),
        "user_id": str(user.id),
    }
    return offering, values


def set_quiz(session: Session, offering: Offering, owner: User) -> Quiz:
    """Make a quiz that counts and is announced."""
    terms = setting.Terms("Quiz", Source(), questions=1, counts=True)
    actor = enrolments.actor_of(session, owner)
    quiz = setting.create(session, actor, offering, terms, utc_now())
    quiz.published_at = utc_now()
    return quiz


def _browser(app: Flask, database: Database, name: str) -> Browser:
    browser = Browser(app.test_client())
    if name != "anonymous":
        from app.services import accounts

        with database.transaction() as session:
            user = accounts.by_email(session, f"{name}@example.org")
            assert user is not None
            token = login_sessions.begin(session, user, utc_now())
        browser.client.set_cookie("retain", token, domain="localhost")
    return browser


def rules() -> list[Rule]:
    """Return the rules of the application; importing it needs no database."""
    config = Config(
        database_url="sqlite://", secret_key="x", content_dir=Path(), base_url="http://localhost"
    )
    return list(create_app(config).url_map.iter_rules())


RULES = rules()


def address(rule: Rule, values: dict[str, str], app: Flask) -> str:
    known = values | {
        "build": "x",
        "name": "css/base.css",
        "digest": "0" * 64,
        "kind": "term",
        "made": "md",
        "own_kind": "term",
    }
    wanted = {name: known[name] for name in rule.arguments}
    with app.test_request_context(base_url="http://localhost"):
        from flask import url_for

        return url_for(rule.endpoint, _external=False, **wanted)


def status(world: World, name: str, method: str, path: str) -> int:
    """Send an empty request of *method* as this person; the database is put back afterwards."""
    reply = world.browsers[name].client.open(
        path,
        method=method,
        base_url="http://localhost",
        data={"csrf_token": world.tokens[name]} if method not in ("GET", "HEAD") else None,
        headers={"Origin": "http://localhost"},
    )
    reply.close()
    if method not in ("GET", "HEAD"):
        world.restore()
        world.browsers[name] = _as_before(world, name)
    return reply.status_code


def _as_before(world: World, name: str) -> Browser:
    """Return a browser with the cookies of the beginning: a log-out takes one away."""
    kept = world.browsers[name]
    if name != "anonymous" and kept.cookie() is None:
        fresh = _browser(world.app, world.app.extensions["database"], name)
        world.tokens[name] = fresh.token()
        world.app.extensions["database"].engine.dispose()
        shutil.copy(world.file, world.file.with_suffix(".kept"))
        return fresh
    return kept


def expected(rule: Rule, name: str, place: int, *, misplaced: bool) -> set[int]:
    """Return the statuses that are right; *place* 0 is crm, 1 is art."""
    who, inside = TABLE[rule.endpoint]
    role = PEOPLE[name][place]
    if who is Who.EVERYBODY:
        return inside
    if name == "anonymous":
        return {401} if rule.rule.startswith("/api/") else {303}
    if who is Who.ACCOUNTS:
        return inside
    if role not in LET_IN[who]:
        return {403}
    return {404} if misplaced else inside


def test_every_route_is_in_the_table_and_no_other() -> None:
    assert {rule.endpoint for rule in RULES} == set(TABLE)


def test_objects_in_addresses_are_those_that_are_tried() -> None:
    names = {name for rule in RULES for name in rule.arguments}
    fixed = {"slug", "code", "build", "name", "digest", "kind", "made", "own_kind", "position"}
    assert names <= {*fixed, "part", "sort", "subject", *OBJECTS}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.endpoint}")
def test_a_route_lets_in_whom_the_table_says(world: World, rule: Rule, name: str) -> None:
    methods = sorted((rule.methods or set()) - {"OPTIONS"})
    crossed = world.own | {key: world.foreign[key] for key in OBJECTS}
    tries = [(world.own, 0, False)]
    if "slug" in rule.arguments:
        tries.append((world.foreign, 1, False))
    if set(OBJECTS) & rule.arguments:
        tries.append((crossed, 0, True))
    for method in methods:
        for values, place, misplaced in tries:
            path = address(rule, values, world.app)
            found = status(world, name, method, path)
            assert found in expected(rule, name, place, misplaced=misplaced), (method, path)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.endpoint}")
def test_no_route_takes_a_method_that_it_does_not_name(world: World, rule: Rule) -> None:
    path = address(rule, world.own, world.app)
    taken = {method for each in RULES if each.rule == rule.rule for method in each.methods or set()}
    for method in set(METHODS) - taken:
        assert status(world, "root", method, path) == 405, method


def test_an_unknown_course_is_not_found_for_whoever_is_logged_in(world: World) -> None:
    values = world.own | {"slug": "nowhere"}
    for rule in RULES:
        if "slug" in rule.arguments and "GET" in (rule.methods or set()):
            path = address(rule, values, world.app)
            assert status(world, "anonymous", "GET", path) in {303, 401}
            for name in ("ann", "ines", "root"):
                assert status(world, name, "GET", path) == 404, path
