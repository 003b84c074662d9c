"""The feature's Flask blueprint, and what all its pages share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, abort, current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from app import policy
from app.models import Attempt, Offering, Quiz
from app.policy import Action
from app.sandbox import Sandbox
from app.services.attempts.showing import Renderer
from app.services.quiz import setting
from app.services.rendering import TARGET
from app.web.context import actor, db, now
from app.web.quizzes import words

blueprint = Blueprint("quizzes", __name__)

Page = tuple[str, int]


@blueprint.record
def install(state: Any) -> None:
    """Keep a renderer for as long as the application runs; its worker starts when needed."""
    app: Flask = state.app
    app.extensions["quiz renderer"] = Renderer(Sandbox(TARGET))


@blueprint.app_template_filter("points")
def points(number: float) -> str:
    """Return ``1 point``, ``2.5 points``."""
    return ngettext("%(points)s point", "%(points)s points", _plural(number), points=f"{number:g}")


def _plural(number: float) -> int:
    """Return what a number counts as: one, or several (a language has plurals of no fraction)."""
    return 1 if number == 1 else max(2, round(number))


@blueprint.app_template_filter("attempt_title")
def attempt_title(attempt: Attempt) -> str:
    """Return what an attempt is called; the title of a deck is nobody's to translate."""
    return words.title(attempt)


@blueprint.app_template_filter("question_type")
def question_type(name: str) -> str:
    """Return what a type of question is called."""
    return words.question_type(name)


@blueprint.app_template_filter("reason")
def reason(marked: dict[str, Any]) -> str:
    """Return why a typed answer was marked as it was, in words."""
    return words.reason(marked)


def renderer() -> Renderer:
    """Return what renders the questions of every page."""
    found: Renderer = current_app.extensions["quiz renderer"]
    return found


def staff_page(name: str, offering: Offering, status: int = 200, **values: Any) -> Page:
    """Render a page of the staff's side, with what the frame of a class needs."""
    shown = render_template(
        f"quizzes/{name}.html",
        offering=offering,
        zone=offering.zone,
        now=now(),
        said=(),
        may_manage=policy.may(actor(), Action.MANAGE_OFFERING, offering.id),
        **values,
    )
    return shown, status


def set_quiz(offering: Offering, quiz_id: UUID) -> Quiz:
    """Return the offering's quiz of this id, or answer 404."""
    found = setting.find(db(), offering, quiz_id)
    if found is None:
        abort(404, _("This course has no such quiz. It may have been deleted."))
    return found


def staff_address(offering: Offering, quiz: Quiz | None = None) -> str:
    """Return the address of the staff's list, or of what it says about a quiz."""
    base = f"/quizzes/{offering.slug}/staff"
    return f"{base}/{quiz.id}" if quiz else base
