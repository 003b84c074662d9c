"""The form of each kind of card: which fields it has, what they are called, what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from app.decks.model import Kind
from app.decks.writing.entry import IN_SECTIONS, Entry
from app.decks.writing.placing import Heading
from app.web.forms import Form
from app.web.languages import later as _

LONGEST = 4000
LONGEST_LINE = 300
TRUE, FALSE = "true", "false"


class CardForm(Form):
    """Every field that any kind has; `KINDS` says which of them a form shows."""

    front = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "2"})
    back = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "4"})
    lines = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "4"})
    others = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "4"})
    left = StringField(_("Name of the left side"), [Length(max=LONGEST_LINE)])
    right = StringField(_("Name of the right side"), [Length(max=LONGEST_LINE)])
    truth = RadioField(
        _("Is it true?"),
        choices=[SelectChoice(TRUE, _("True")), SelectChoice(FALSE, _("False"))],
        default=TRUE,
    )
    value = StringField(_("Number, with a decimal point"), [Length(max=40)])
    unit = StringField(_("Unit, if it has one"), [Length(max=40)])
    tolerance = StringField(_("How far off still counts"), [Length(max=40)])
    ask = StringField(
        _("Question, if the heading alone does not ask it"), [Length(max=LONGEST_LINE)]
    )
    accept = TextAreaField(
        _("Other answers that count, one a line"), [Length(max=LONGEST)], render_kw={"rows": "2"}
    )
    hint = StringField(_("Hint, shown on demand"), [Length(max=LONGEST_LINE)])
    remark = TextAreaField(
        _("Remark, shown after answering"), [Length(max=LONGEST)], render_kw={"rows": "2"}
    )
    file = FileField(_("Picture"))
    alt = StringField(
        _("What the picture shows, for those who cannot see it"), [Length(max=LONGEST_LINE)]
    )
    under = SelectField(_("Where in the deck"), [Optional()], choices=[], default="0")


@dataclass(frozen=True, slots=True)
class KindForm:
    """What the form of a kind is for, and its own fields: name → (label, help)."""

    purpose: Any
    fields: Mapping[str, tuple[Any, Any]]


ONE_A_LINE = _("One a line.")
OPTIONS = (_("Wrong options"), _("One a line. All options are listed by their first letters."))
HEADING = _("Heading of the list")
LEFT = (_("Left"), ONE_A_LINE)

KINDS: dict[Kind, KindForm] = {
    Kind.TERM: KindForm(
        _("A term and what it means, asked both ways."),
        {"front": (_("Term"), ""), "back": (_("Definition"), ""), "accept": ("", "")},
    ),
    Kind.QUESTION: KindForm(
        _("A question with an answer in words."),
        {"front": (_("Question"), ""), "back": (_("Answer"), _("Blank lines part paragraphs."))},
    ),
    Kind.CLOZE: KindForm(
        _("A sentence with gaps to fill."),
        {
            "front": (_("Sentence"), ""),
            "lines": (_("Words to hide"), _("As in the sentence, one gap a line.")),
        },
    ),
    Kind.LIST: KindForm(
        _("Entries to be recalled in any order."),
        {"front": (HEADING, ""), "ask": ("", ""), "lines": (_("Entries"), ONE_A_LINE)},
    ),
    Kind.STEPS: KindForm(
        _("Steps to be recalled in their order."),
        {"front": (HEADING, ""), "ask": ("", ""), "lines": (_("Steps"), ONE_A_LINE)},
    ),
    Kind.CONTRAST: KindForm(
        _("Two sides: which entry belongs where, and what stands opposite."),
        {
            "front": (_("Heading"), ""),
            "left": ("", ""),
            "right": ("", ""),
            "lines": (_("Entries on the left"), ONE_A_LINE),
            "others": (_("Entries on the right"), _("One a line, each opposite its line.")),
        },
    ),
    Kind.TABLE: KindForm(
        _("A table that is asked cell by cell; the first column names the rows."),
        {
            "front": (_("Heading"), ""),
            "lines": (
                _("Rows"),
                _("One a line, the names of the columns first. Tabs or | part the cells."),
            ),
        },
    ),
    Kind.CHOICE: KindForm(
        _("A question with options; one or several are right."),
        {
            "front": (_("Question"), ""),
            "lines": (_("Right options"), ONE_A_LINE),
            "others": OPTIONS,
        },
    ),
    Kind.TRUE_FALSE: KindForm(
        _("A statement to be judged."),
        {"front": (_("Statement"), ""), "truth": ("", ""), "back": (_("Explanation"), "")},
    ),
    Kind.SHORT_ANSWER: KindForm(
        _("A question with an answer to be typed."),
        {
            "front": (_("Question"), ""),
            "lines": (_("Answers that count"), _("One a line; the first is shown.")),
        },
    ),
    Kind.NUMERIC: KindForm(
        _("A question with a number for an answer."),
        {
            "front": (_("Question"), ""),
            "value": ("", ""),
            "unit": ("", ""),
            "tolerance": ("", ""),
        },
    ),
    Kind.MATCHING: KindForm(
        _("Entries to be matched."),
        {
            "front": (_("Question"), ""),
            "left": ("", ""),
            "right": ("", ""),
            "lines": LEFT,
            "others": (
                _("Right"),
                _("One a line, each what fits its line; further lines fit nothing."),
            ),
        },
    ),
    Kind.ORDERING: KindForm(
        _("Steps to be put in order."),
        {
            "front": (_("Question"), ""),
            "lines": (_("Steps in the right order"), ONE_A_LINE),
        },
    ),
    Kind.ESSAY: KindForm(
        _("A question for a longer text, with a model answer."),
        {"front": (_("Question"), ""), "back": (_("Model answer"), "")},
    ),
}
ALWAYS = ("hint", "remark", "file", "alt")


def card_form(kind: Kind, headings: tuple[Heading, ...], **values: Any) -> CardForm:
    """Return the form of *kind*, its fields named, with the places a card may go to."""
    form = CardForm(**values)
    for name, (label, _help) in KINDS[kind].fields.items():
        if label:
            form[name].label.text = label
    form.under.choices = [
        SelectChoice("0", _("At the end")),
        *(SelectChoice(str(one.line), one.words[:80]) for one in headings),
    ]
    return form


def fields_of(kind: Kind, *, is_deck_divided: bool) -> list[tuple[str, Any]]:
    """Return the names of the fields of *kind*, in order, each with its help."""
    own = [(name, text) for name, (_label, text) in KINDS[kind].fields.items()]
    placing = [("under", "")] if is_deck_divided and kind not in IN_SECTIONS else []
    return [*own, *((name, "") for name in ALWAYS), *placing]


def entry(kind: Kind, form: CardForm, picture: str) -> Entry:
    """Return what the form says."""
    lines = _lines(form.lines)
    return Entry(
        kind=kind,
        front=_text(form.front),
        back=_text(form.back),
        lines=() if kind is Kind.TABLE else lines,
        others=_lines(form.others),
        rows=tuple(_cells(line) for line in lines) if kind is Kind.TABLE else (),
        ask=_text(form.ask),
        truth=form.truth.data != FALSE,
        value=_text(form.value),
        unit=_text(form.unit),
        tolerance=_text(form.tolerance),
        sides=(_text(form.left), _text(form.right)),
        accept=_lines(form.accept),
        hint=_text(form.hint),
        remark=_text(form.remark),
        picture=picture,
    )


def _text(field: Any) -> str:
    return (field.data or "").replace("\r\n", "\n").strip()


def _lines(field: Any) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(field).split("\n") if line.strip())


def _cells(line: str) -> tuple[str, ...]:
    cells = line.split("\t") if "\t" in line else line.strip("|").split("|")
    return tuple(cell.strip() for cell in cells)
