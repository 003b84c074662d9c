"""The forms of private cards: one for each of four kinds, and one for Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from app.decks.model import Kind
from app.decks.writing.entry import Entry
from app.services.private.cards import MOST_BYTES
from app.services.private.notes import MOST_CHARACTERS
from app.web.forms import Form
from app.web.languages import later as _

LONGEST = 4000
LONGEST_LINE = 300


class CardForm(Form):
    """Every field that one of the kinds has; `KINDS` says which of them a form shows."""

    front = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "2"})
    back = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "4"})
    lines = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "5"})
    hint = StringField(_("Hint, shown on demand"), [Length(max=LONGEST_LINE)])
    remark = TextAreaField(
        _("Remark, shown after answering"), [Length(max=LONGEST)], render_kw={"rows": "2"}
    )


class TextForm(Form):
    """Cards as Markdown. *head* is the revision that the text was made from."""

    text = TextAreaField(
        _("Your cards, as Markdown"),
        [Length(max=MOST_BYTES)],
        render_kw={"rows": "18", "spellcheck": "true"},
    )
    head = HiddenField()
    confirmed = BooleanField(_("Delete the cards that are not in this text any more"))


class NoteForm(Form):
    """A private note on a card."""

    text = TextAreaField(
        _("My note"), [Length(max=MOST_CHARACTERS)], render_kw={"rows": "8", "spellcheck": "true"}
    )


class ConfirmForm(Form):
    """A button that carries nothing but its token."""


class ExamsForm(Form):
    """Whether private cards come up before an exam."""

    wanted = BooleanField(_("Before an exam, mix my own cards in"))


@dataclass(frozen=True, slots=True)
class KindForm:
    """What a kind is called and for, and its own fields: name → (label, help)."""

    name: Any
    purpose: Any
    fields: Mapping[str, tuple[Any, Any]]


KINDS: dict[Kind, KindForm] = {
    Kind.TERM: KindForm(
        _("Term"),
        _("A term and what it means, asked both ways."),
        {"front": (_("Term"), ""), "back": (_("Definition"), "")},
    ),
    Kind.QUESTION: KindForm(
        _("Question"),
        _("A question with an answer in words."),
        {"front": (_("Question"), ""), "back": (_("Answer"), "")},
    ),
    Kind.CLOZE: KindForm(
        _("Gap in a sentence"),
        _("A sentence with gaps to fill."),
        {
            "front": (_("Sentence"), ""),
            "lines": (_("Words to hide"), _("As in the sentence, one gap a line.")),
        },
    ),
    Kind.LIST: KindForm(
        _("List"),
        _("Entries to be recalled in any order."),
        {
            "front": (_("Heading of the list"), ""),
            "lines": (_("Entries"), _("One a line.")),
        },
    ),
}
ALWAYS = ("hint", "remark")


def card_form(kind: Kind, **values: Any) -> CardForm:
    """Return the form of *kind* with its fields named."""
    form = CardForm(**values)
    for name, (label, _help) in KINDS[kind].fields.items():
        form[name].label.text = label
    return form


def fields_of(kind: Kind) -> list[tuple[str, Any]]:
    """Return the names of the fields of *kind*, in order, each with its help."""
    own = [(name, text) for name, (_label, text) in KINDS[kind].fields.items()]
    return [*own, *((name, "") for name in ALWAYS)]


def entry(kind: Kind, form: CardForm) -> Entry:
    """Return what the form says."""
    return Entry(
        kind=kind,
        front=_text(form.front),
        back=_text(form.back),
        lines=tuple(line.strip() for line in _text(form.lines).split("\n") if line.strip()),
        hint=_text(form.hint),
        remark=_text(form.remark),
    )


def _text(field: Any) -> str:
    return (field.data or "").replace("\r\n", "\n").strip()
