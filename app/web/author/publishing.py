"""/author/<slug>/decks/<deck>/plan: what publishing a draft changes, and doing it.

The same screen as for files: what was looked at is published, or nothing (docs/adr/0024). What
somebody else has published since the draft was begun is merged in first.
"""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.content import MAX_FILE
from app.models import Deck, Offering
from app.policy import Action
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.decks import answers
from app.services.decks.apply import Stale, Status, apply
from app.services.decks.drafts import Prepared, render_draft
from app.services.decks.preview import Preview, preview, questions_of
from app.services.editing import drafts
from app.services.editing.drafts import Rebased, Working
from app.services.editing.publication import prepared
from app.web.access import allowed
from app.web.author import words
from app.web.author.desk import address, find, text_of
from app.web.author.editor import MOST_BYTES, sent
from app.web.author.forms import CHOICES, ConfirmForm, PublishForm, answers_form, name_of
from app.web.author.pages import Page, blueprint, go, page
from app.web.bodies import takes
from app.web.context import account, actor, db, now, pause
from app.web.rendering import renderer


@blueprint.get("/author/<slug>/decks/<uuid:deck_id>/plan")
@allowed(Action.PUBLISH_DECKS)
def draft_plan(offering: Offering, deck_id: UUID) -> Page | Response:
    """Show what publishing the draft would do; a draft that is behind is merged first."""
    here, found = _looked_at(offering, deck_id)
    if here.is_behind:
        return _catch_up(offering, here)
    return _plan(offering, here, preview(db(), found))


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/plan/answers")
@allowed(Action.PUBLISH_DECKS)
def answer_draft(offering: Offering, deck_id: UUID) -> Page | Response:
    """Keep what was said of near misses and of changed answers."""
    here, found = _looked_at(offering, deck_id)
    plan = preview(db(), found)
    asked = questions_of(plan)
    form = answers_form(asked)
    if not form.validate() or not form.knows_all_of(request.form):
        return _plan(offering, here, plan, 409, _changed())
    answers.remember(db(), offering.course_id, form.given(asked), account().id, now())
    return go(f"{address(offering, deck_id)}/plan", "answered")


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/plan/forget")
@allowed(Action.PUBLISH_DECKS)
def forget_draft_answers(offering: Offering, deck_id: UUID) -> Response:
    """Take the answers back that were not published yet."""
    _here, found = _looked_at(offering, deck_id)
    answers.forget(db(), offering.course_id, preview(db(), found).answers)
    return go(f"{address(offering, deck_id)}/plan", "forgotten")


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/plan")
@allowed(Action.PUBLISH_DECKS)
def publish_draft(offering: Offering, deck_id: UUID) -> Page | Response:
    """Publish the draft, if doing so is still what was looked at."""
    form = PublishForm()
    here, found = _looked_at(offering, deck_id)
    if here.is_behind or not found.is_applicable:
        return _again(offering, deck_id, _changed())
    pause()
    html = [render_draft(draft, renderer()) for draft in found.drafts]
    confirmed, seen = bool(form.confirmed.data), form.digest.data or ""
    try:
        done = apply(db(), found, html, now(), confirmed=confirmed, seen=seen)
    except Stale:
        return _again(offering, deck_id, _changed())
    if done.status is not Status.APPLIED:
        return _again(offering, deck_id, _unconfirmed(), 422)
    drafts.published(db(), account().id, here, db().get_one(Deck, deck_id).head)
    audit.note(db(), actor(), offering, Did.PUBLISHED, here.key, {}, now())
    return go(address(offering, deck_id), "deck-published")


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/merge")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_BYTES)
def merge_draft(offering: Offering, deck_id: UUID) -> Page | Response:
    """Go on from what somebody else has published, with the text that was settled on."""
    _store, here = find(offering, deck_id)
    text, sequence = sent()
    head = request.form.get("head", "")
    if here.stored is None or head != str(here.stored.head) or sequence != here.sequence:
        return _again(offering, deck_id, _changed())
    if len(text.encode()) > MAX_FILE:
        return _again(offering, deck_id, _("The text is too large. Shorten it."), 422)
    drafts.move_on(db(), account().id, here, text_of(text), here.stored.head, now())
    return go(address(offering, deck_id), "rebased")


def _looked_at(offering: Offering, deck_id: UUID) -> tuple[Working, Prepared]:
    store, here = find(offering, deck_id)
    return here, prepared(db(), store, here, account().id)


def _catch_up(offering: Offering, here: Working, status: int = 200, problem: str = "") -> Page:
    found = drafts.rebase(db(), here)
    return page(
        "catch_up",
        offering,
        status,
        here=here,
        found=found,
        places=_places(found),
        problem=problem,
        confirm=ConfirmForm(formdata=None),
    )


def _places(found: Rebased | None) -> int:
    return len(found.merge.conflicts) if found else 0


def _again(offering: Offering, deck_id: UUID, problem: str, status: int = 409) -> Page:
    db().expire_all()
    here, found = _looked_at(offering, deck_id)
    if here.is_behind:
        return _catch_up(offering, here, status, problem)
    return _plan(offering, here, preview(db(), found), status, problem)


def _plan(
    offering: Offering, here: Working, found: Preview, status: int = 200, problem: str = ""
) -> Page:
    return page(
        "draft_plan",
        offering,
        status,
        here=here,
        plan=found,
        gone={},
        problem=problem,
        paths=[here.key],
        form=answers_form(questions_of(found), found.answers),
        publish=PublishForm(formdata=None, digest=found.digest),
        confirm=ConfirmForm(formdata=None),
        name_of=name_of,
        choices={verdict.value: text for verdict, text in CHOICES.items()},
        shown_path=str,
        count_of=words.count,
        change_of=words.change,
    )


def _changed() -> str:
    return _(
        "The draft, or what is published, changed since you looked. Nothing was published. This "
        "is how it is now."
    )


def _unconfirmed() -> str:
    return _("Nothing was published: this plan retires a lot, so it needs the confirmation below.")
