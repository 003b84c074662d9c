"""Who may call what is decided on each route, and what is open to everybody stands here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.config import from_environment
from app.policy import IN_OFFERING, Action
from app.web.access import allowed, public, signed_in

OPEN_TO_EVERYBODY = {
    "accounts.log_in",
    "accounts.log_in_page",
    "accounts.log_out",  # whose log-in has ended gets the same page
    "accounts.sign_up",
    "accounts.sign_up_page",
    "api.openapi",
    "courses.dashboard",  # somebody who is not logged in sees what Retain is
    "health.alive",
    "health.metrics",  # asks by itself who is calling
    "health.ready",
    "offline.manifest",
    "offline.page",  # kept by the service worker, with nobody's data
    "offline.study_shell",  # likewise
    "offline.worker",
    "preferences.deleted",  # its reader has no account any more
    "static",
}
MARKERS = {"public", "signed in", *(action.value for action in Action)}


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    instance = str(tmp_path_factory.mktemp("instance"))
    return create_app(from_environment({"INSTANCE_DIR": instance}))


def test_every_route_has_an_access_marker(application: Flask) -> None:
    markers = {
        endpoint: getattr(view, "access", None)
        for endpoint, view in application.view_functions.items()
    }
    assert len(markers) > 10
    assert {endpoint: m for endpoint, m in markers.items() if m not in MARKERS} == {}


def test_only_the_routes_named_here_are_open_to_everybody(application: Flask) -> None:
    views = application.view_functions.items()
    assert {endpoint for endpoint, view in views if _access(view) == "public"} == OPEN_TO_EVERYBODY


def test_every_route_of_a_course_asks_the_policy(application: Flask) -> None:
    for rule in application.url_map.iter_rules():
        if "slug" in rule.arguments:
            action = Action(_access(application.view_functions[rule.endpoint]))
            assert action in IN_OFFERING, rule.rule


def test_every_rule_has_a_view(application: Flask) -> None:
    endpoints = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert endpoints == set(application.view_functions)


def test_a_marker_is_what_the_check_looks_for() -> None:
    def view() -> None: ...

    assert _access(public(view)) == "public"
    assert _access(signed_in(view)) == "signed in"
    assert _access(allowed(Action.STUDY)(view)) == "study"


def _access(view: Callable[..., Any]) -> str:
    access: str = view.access  # type: ignore[attr-defined] # - set by the markers
    return access
