"""/exams/<slug>/bank/add: questions from a file, pasted, or generated from the cards."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import decks
from app.decks.model import Diagnostic, Use
from app.models import Offering
from app.policy import Action
from app.services.exams import bank, generation
from app.services.exams.building import fresh_seed
from app.services.exams.reading import Entered, read_file
from app.services.exams.texts import render_items
from app.web.access import allowed
from app.web.context import account, db, now, pause
from app.web.exams.forms import AS_WRITTEN, AddForm, GenerateForm
from app.web.exams.pages import Page, blueprint, go, page
from app.web.rendering import renderer

PASTED = "text"


@blueprint.get("/exams/<slug>/bank/add")
@allowed(Action.BUILD_EXAMS)
def add_page(offering: Offering) -> Page:
    """Ask for questions."""
    return _page(offering)


@blueprint.post("/exams/<slug>/bank/add")
@allowed(Action.BUILD_EXAMS)
def add(offering: Offering) -> Page | Response:
    """Take the questions of a file or of a text in, or none of them and say what is wrong."""
    form = AddForm()
    if not form.validate():
        return _page(offering, 422, form=form)
    text, faults = _sent(form)
    if not text.strip() and not faults:
        form.text.errors = [_("Choose a file, or paste questions.")]
        return _page(offering, 422, form=form)
    chosen = form.use.data
    use = None if chosen == AS_WRITTEN else Use(chosen)
    pause()
    reading = read_file(text, PASTED, use)
    faults = [*faults, *reading.faults]
    if any(fault.severity == "error" for fault in faults):
        form.text.data = text
        return _page(offering, 422, form=form, faults=faults)
    return _take_in(offering, list(reading.items), _("Added from a file"))


@blueprint.post("/exams/<slug>/bank/generate")
@allowed(Action.BUILD_EXAMS)
def generate(offering: Offering) -> Page | Response:
    """Make items of the cards of the course's decks."""
    form = _generate_form(offering, sent=True)
    if not form.validate():
        return _page(offering, 422, generate=form)
    found = generation.sources(db(), offering, form.chapter.data or "")
    pause()
    seed, count = fresh_seed(), form.count.data or 0
    items = generation.generated(found, count, form.types.data or (), seed, Use.EXAM)
    fresh = bank.unknown(db(), offering.course_id, items)
    if not fresh:
        told = _("No card there makes another such question. Choose other types or decks.")
        form.count.errors = [told]
        return _page(offering, 422, generate=form)
    return _take_in(offering, fresh, _("Generated from cards, seed %(seed)s", seed=seed))


def _take_in(offering: Offering, items: list[Entered], message: str) -> Response:
    pause()
    html = render_items(items, renderer())
    pairs = list(zip(items, html, strict=True))
    done = bank.take_in(db(), offering.course_id, pairs, account(), message, now())
    return go(
        f"/exams/{offering.slug}/bank",
        added=done.added,
        revised=done.revised,
        same=done.unchanged,
    )


def _sent(form: AddForm) -> tuple[str, list[Diagnostic]]:
    """Return the text that was sent, and what is wrong with its encoding."""
    if form.file.data:
        text, faults = decks.decode(form.file.data.stream.read(), PASTED)
        return text, list(faults)
    return form.text.data or "", []


def _generate_form(offering: Offering, *, sent: bool) -> GenerateForm:
    form = GenerateForm() if sent else GenerateForm(formdata=None)
    chapters = {deck.chapter: deck.chapter for deck in generation.sources(db(), offering)}
    named = [(name, name) for name in sorted(filter(None, chapters))]
    form.chapter.choices = [*named, ("", _("All decks"))]
    return form


def _page(
    offering: Offering,
    status: int = 200,
    form: AddForm | None = None,
    generate: GenerateForm | None = None,
    faults: list[Diagnostic] | None = None,
) -> Page:
    return page(
        "add",
        offering,
        status,
        form=form or AddForm(formdata=None),
        generate=generate or _generate_form(offering, sent=False),
        faults=faults or [],
    )
