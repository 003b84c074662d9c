"""Who may call what: every view says so, and three kinds of strangers are turned away."""

from __future__ import annotations

import pytest
from flask import Flask

from app.models import Offering
from tests.web.browser import Browser

PAGES = ["/courses/crm", "/study/crm", f"/courses/crm/decks/{'0' * 8}-0000-4000-8000-{'0' * 12}"]
CALLS = ["/api/v1/session", "/api/v1/courses", "/api/v1/courses/crm/queue"]


def test_every_view_says_who_may_call_it(app: Flask) -> None:
    unmarked = [name for name, view in app.view_functions.items() if not hasattr(view, "access")]
    assert unmarked == []


def test_every_feature_has_its_routes(app: Flask) -> None:
    assert set(app.blueprints) == {
        "accounts",
        "api",
        "author",
        "classes",
        "courses",
        "exams",
        "health",
        "imports",
        "insights",
        "media",
        "my_cards",
        "offline",
        "preferences",
        "progress",
        "quizzes",
        "reading",
        "search",
        "study",
        "worklist",
    }


def test_public_views_are_these_and_no_others(app: Flask) -> None:
    marks = {name: getattr(view, "access", None) for name, view in app.view_functions.items()}
    public = {name for name, mark in marks.items() if mark == "public"}
    assert public == {
        "accounts.log_in",
        "accounts.log_in_page",
        "accounts.log_out",
        "accounts.sign_up",
        "accounts.sign_up_page",
        "api.openapi",
        "courses.dashboard",
        "health.alive",
        "health.metrics",
        "health.ready",
        "offline.manifest",
        "offline.page",
        "offline.study_shell",
        "offline.worker",
        "preferences.deleted",
        "static",
    }


@pytest.mark.parametrize("path", [*PAGES, "/join", "/join/ACDEFGHJ"])
def test_pages_ask_strangers_to_log_in_and_remember_where_to(
    visitor: Browser, crm: Offering, path: str
) -> None:
    reply = visitor.get(path)
    assert (reply.status_code, reply.location) == (303, f"/login?next={path}")


def test_a_query_is_remembered_as_well(visitor: Browser, crm: Offering) -> None:
    reply = visitor.get("/study/crm?mode=deck:1&x=2")
    assert reply.location == "/login?next=/study/crm%3Fmode%3Ddeck%3A1%26x%3D2"


def test_after_a_refused_form_the_log_in_leads_to_its_page(visitor: Browser, crm: Offering) -> None:
    assert visitor.post("/join", {"code": "x"}).location == "/login?next=/join"


@pytest.mark.parametrize("path", CALLS)
def test_the_api_tells_strangers_in_json(visitor: Browser, crm: Offering, path: str) -> None:
    reply = visitor.get(path)
    assert reply.status_code == 401
    assert reply.content_type == "application/problem+json"
    assert reply.get_json(force=True)["status"] == 401


@pytest.mark.parametrize("path", PAGES)
def test_members_of_another_course_are_refused(
    crm: Offering, eve: Browser, otto: Browser, path: str
) -> None:
    for stranger in (eve, otto):
        reply = stranger.get(path)
        assert reply.status_code == 403
        assert "Not allowed" in reply.text
        assert "Customer relations" not in reply.text


def test_the_api_refuses_members_of_another_course_in_json(crm: Offering, eve: Browser) -> None:
    reply = eve.get("/api/v1/courses/crm/queue")
    assert reply.status_code == 403
    assert reply.content_type == "application/problem+json"
    assert "You do not take part in this course." in reply.text


def test_an_unknown_course_is_not_found(ann: Browser) -> None:
    for path in ("/courses/nope", "/study/nope", "/api/v1/courses/nope/queue"):
        assert ann.get(path).status_code == 404


def test_members_get_in(ann: Browser, ines: Browser) -> None:
    for member in (ann, ines):
        assert member.get("/courses/crm").status_code == 200
        assert member.get("/api/v1/courses/crm/queue").status_code == 200


def test_an_administrator_sees_a_course_but_studies_only_where_enrolled(
    crm: Offering, root: Browser
) -> None:
    assert root.get("/courses/crm").status_code == 200
    assert root.get("/study/crm").status_code == 403
