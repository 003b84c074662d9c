"""/author/<slug>/plan: what taking in the files would do, and doing it.

Looking reads files and parses; publishing renders as well. Neither holds a transaction that
writes meanwhile (`pause`). What is published is the plan that was looked at, or nothing: the
form carries its digest.
"""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.decks import answers
from app.services.decks.apply import Report, Stale, Status, apply
from app.services.decks.drafts import Prepared, render_draft
from app.services.decks.paths import course_sources
from app.services.decks.prepare import prepare
from app.services.decks.preview import Preview, preview, questions_of
from app.services.decks.store import read_store
from app.web.access import allowed
from app.web.author import words
from app.web.author.forms import (
    CHOICES,
    AnswersForm,
    ConfirmForm,
    PublishForm,
    answers_form,
    name_of,
)
from app.web.author.pages import Page, blueprint, go, page
from app.web.context import account, actor, config, db, now, pause
from app.web.languages import later as _
from app.web.rendering import renderer

CHANGED_MEANWHILE = _(
    "The files, or what is published, changed since you looked. Nothing was done. This is the "
    "plan as it is now."
)
UNCONFIRMED = _(
    "Nothing was published: this plan retires a lot, so it needs the confirmation below."
)


@blueprint.get("/author/<slug>/plan")
@allowed(Action.VIEW_CLASS)
def plan_page(offering: Offering) -> Page:
    """Show what taking in the files of the course would do."""
    return _plan(offering, preview(db(), _prepared(offering)))


@blueprint.post("/author/<slug>/plan/answers")
@allowed(Action.PUBLISH_DECKS)
def answer(offering: Offering) -> Page | Response:
    """Keep what was said of near misses and of changed answers."""
    found = preview(db(), _prepared(offering))
    asked = questions_of(found)
    form = answers_form(asked)
    if not form.validate() or not form.knows_all_of(request.form):
        return _plan(offering, found, 409, problem=CHANGED_MEANWHILE)
    given = form.given(asked)
    answers.remember(db(), offering.course_id, given, account().id, now())
    return go(_address(offering), "answered")


@blueprint.post("/author/<slug>/plan/forget")
@allowed(Action.PUBLISH_DECKS)
def forget(offering: Offering) -> Response:
    """Take the answers back that were not published yet."""
    found = preview(db(), _prepared(offering))
    answers.forget(db(), offering.course_id, found.answers)
    return go(_address(offering), "forgotten")


@blueprint.post("/author/<slug>/plan")
@allowed(Action.PUBLISH_DECKS)
def publish(offering: Offering) -> Page | Response:
    """Take the files in, if doing so is still what was looked at."""
    form = PublishForm()
    prepared = _prepared(offering)
    if not prepared.is_applicable:
        return _again(offering, CHANGED_MEANWHILE)
    pause()
    html = [render_draft(draft, renderer()) for draft in prepared.drafts]
    try:
        done = apply(
            db(),
            prepared,
            html,
            now(),
            confirmed=bool(form.confirmed.data),
            seen=form.digest.data or "",
        )
    except Stale:
        return _again(offering, CHANGED_MEANWHILE)
    if done.status is Status.ERRORS:  # found beside files that did not change
        return _again(offering, CHANGED_MEANWHILE)
    if done.status is not Status.APPLIED:
        return _again(offering, UNCONFIRMED, 422)
    audit.note(db(), actor(), offering, Did.PUBLISHED, _counts(done), {}, now())
    return go(_address(offering), "published")


def _prepared(offering: Offering) -> Prepared:
    paths = offering.course.content_paths
    sources = course_sources(paths, config().content_dir)
    return prepare(read_store(db(), offering.course_id), sources)


def _again(offering: Offering, problem: str, status: int = 409) -> Page:
    return _plan(offering, preview(db(), _prepared(offering)), status, problem=problem)


def _plan(offering: Offering, found: Preview, status: int = 200, problem: str = "") -> Page:
    return page(
        "plan",
        offering,
        status,
        plan=found,
        gone={deck.key: deck.id for deck in found.missing},
        problem=problem,
        paths=offering.course.content_paths,
        form=_answers(found),
        publish=PublishForm(formdata=None, digest=found.digest),
        confirm=ConfirmForm(formdata=None),
        name_of=name_of,
        choices={verdict.value: text for verdict, text in CHOICES.items()},
        shown_path=_shown_path,
        count_of=words.count,
        change_of=words.change,
    )


def _answers(found: Preview) -> AnswersForm:
    return answers_form(questions_of(found), found.answers)


def _shown_path(path: str) -> str:
    """Return the place of a file without where the content folder lies on the server."""
    return path.removeprefix(f"{config().content_dir.as_posix()}/")


def _counts(report: Report) -> str:
    names = ("edited", "moved", "new", "retired", "revived")
    found = [f"{report.summary[name]} {name}" for name in names if report.summary[name]]
    return ", ".join(found) or "no card changed"


def _address(offering: Offering) -> str:
    return f"/author/{offering.slug}/plan"
