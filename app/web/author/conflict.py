"""/author/<slug>/conflicts/<deck>: the file and the browser changed the same lines; which holds?"""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.decks.apply import Report, Stale, Status, apply
from app.services.decks.drafts import Clash, Prepared, render_draft
from app.services.decks.paths import course_sources
from app.services.decks.prepare import prepare
from app.services.decks.publishing import (
    keep_without_file,
    live_deck,
    resolution,
    retirement,
)
from app.services.decks.sources import text_hash
from app.services.decks.store import Store, StoredDeck, read_store
from app.web.access import allowed
from app.web.author.forms import BROWSER, FILE, ConfirmForm, ConflictForm
from app.web.author.pages import Page, blueprint, go, page
from app.web.context import account, actor, config, db, now, pause
from app.web.languages import later
from app.web.rendering import renderer

KEEP, RETIRE = "keep", "retire"
CHANGED_MEANWHILE = later(
    "The file, or what is published, changed since you looked. Nothing was published; what you "
    "wrote is still below. Compare it with the two texts as they are now."
)


@blueprint.get("/author/<slug>/conflicts/<uuid:deck_id>")
@allowed(Action.PUBLISH_DECKS)
def conflict(offering: Offering, deck_id: UUID) -> Page:
    """Show both texts of each place that the two sides changed."""
    store, deck, clash = _clash(offering, deck_id)
    if clash is None and deck in _prepared(offering, store).missing:
        return page("gone", offering, deck=deck, confirm=ConfirmForm(formdata=None))
    form = ConflictForm(formdata=None, text=clash.merge.draft if clash else "")
    return _conflict(offering, deck, clash, form)


@blueprint.post("/author/<slug>/conflicts/<uuid:deck_id>")
@allowed(Action.PUBLISH_DECKS)
def settle(offering: Offering, deck_id: UUID) -> Page | Response:
    """Publish the text that was chosen; the file becomes the base of later merges."""
    store, deck, clash = _clash(offering, deck_id)
    if clash is None:
        return go(f"/author/{offering.slug}/plan", "no-conflict")
    form = ConflictForm()
    if not form.validate():
        return _conflict(offering, deck, clash, form, 422)
    if form.digest.data != _digest(clash):
        return _conflict(offering, deck, clash, form, 409, CHANGED_MEANWHILE)
    prepared = resolution(store, clash, _chosen(form, clash), account().id)
    done = _published(prepared, confirmed=bool(form.confirmed.data))
    if done is None:
        return _conflict(offering, deck, clash, form, 409, CHANGED_MEANWHILE)
    if done.status not in {Status.APPLIED, Status.NOTHING_TO_DO}:
        return _conflict(offering, deck, clash, form, 422, report=done)
    audit.note(db(), actor(), offering, Did.PUBLISHED, clash.source.key, {}, now())
    return go(f"/author/{offering.slug}/plan", "settled")


@blueprint.post("/author/<slug>/conflicts/<uuid:deck_id>/gone")
@allowed(Action.PUBLISH_DECKS)
def settle_gone(offering: Offering, deck_id: UUID) -> Response:
    """Keep a deck whose file is gone as the browser's own, or retire it."""
    store, deck = _live(offering, deck_id)
    if deck not in _prepared(offering, store).missing:
        return go(f"/author/{offering.slug}/plan", "no-conflict")
    wanted = request.form.get("do", "")
    if wanted == KEEP:
        keep_without_file(db(), deck_id)
    elif wanted == RETIRE:
        apply(db(), retirement(store, deck), [], now(), confirmed=True)
    else:
        abort(400, _("Say whether the deck is to be kept or retired."))
    audit.note(db(), actor(), offering, Did.PUBLISHED, deck.key, {}, now())
    return go(f"/author/{offering.slug}/plan", f"deck-{'kept' if wanted == KEEP else 'retired'}")


def _published(prepared: Prepared, *, confirmed: bool) -> Report | None:
    """Render and write; None if somebody else was faster."""
    pause()
    html = [render_draft(draft, renderer()) for draft in prepared.drafts]
    try:
        return apply(db(), prepared, html, now(), confirmed=confirmed)
    except Stale:
        return None


def _clash(offering: Offering, deck_id: UUID) -> tuple[Store, StoredDeck, Clash | None]:
    """Return the store, a deck of the course, and its conflict, if it has one."""
    store, deck = _live(offering, deck_id)
    clashes = _prepared(offering, store).clashes
    return store, deck, next((clash for clash in clashes if clash.stored.id == deck_id), None)


def _live(offering: Offering, deck_id: UUID) -> tuple[Store, StoredDeck]:
    """Return the store, and a deck of the course; 404 for none."""
    store = read_store(db(), offering.course_id)
    try:
        return store, live_deck(store, deck_id)
    except LookupError:
        abort(404, _("This course has no such deck. It may have been taken out."))


def _prepared(offering: Offering, store: Store) -> Prepared:
    return prepare(store, course_sources(offering.course.content_paths, config().content_dir))


def _conflict(
    offering: Offering,
    deck: StoredDeck,
    clash: Clash | None,
    form: ConflictForm,
    status: int = 200,
    problem: str = "",
    report: Report | None = None,
) -> Page:
    form.digest.data = _digest(clash) if clash else ""
    return page(
        "conflict",
        offering,
        status,
        form=form,
        clash=clash,
        deck=deck,
        problem=problem,
        report=report,
    )


def _chosen(form: ConflictForm, clash: Clash) -> str:
    if form.which.data == FILE:
        return clash.source.text
    if form.which.data == BROWSER:
        return clash.stored.markdown
    # Browsers send line ends as CR LF; decks have LF.
    return (form.text.data or "").replace("\r\n", "\n")


def _digest(clash: Clash) -> str:
    return text_hash(f"{clash.source.hash} {clash.stored.head} {clash.stored.head_hash}")
