"""The form of each kind of card: which fields it has, what they are called, what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
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

LONGEST = 4000
LONGEST_LINE = 300
TRUE, FALSE = "true", "false"


class CardForm(Form):
    """Every field that any kind has; `KINDS` says which of them a form shows."""

    front = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "2"})
    back = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "4"})
    lines = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "4"})
    others = TextAreaField("", [Length(max=LONGEST)], render_kw={"rows": "4"})
    left = StringField(_l("Name of the left side"), [Length(max=LONGEST_LINE)])
    right = StringField(_l("Name of the right side"), [Length(max=LONGEST_LINE)])
    truth = RadioField(
        _l("Is it true?"),
        choices=[SelectChoice(TRUE, _l("True")), SelectChoice(FALSE, _l("False"))],
        default=TRUE,
    )
    value = StringField(_l("Number, with a decimal point"), [Length(max=40)])
    unit = StringField(_l("Unit, if it has one"), [Length(max=40)])
    tolerance = StringField(_l("How far off still counts"), [Length(max=40)])
    ask = StringField(
        _l("Question, if the heading alone does not ask it"), [Length(max=LONGEST_LINE)]
    )
    accept = TextAreaField(
        _l("Other answers that count, one a line"), [Length(max=LONGEST)], render_kw={"rows": "2"}
    )
    hint = StringField(_l("Hint, shown on demand"), [Length(max=LONGEST_LINE)])
    remark = TextAreaField(
        _l("Remark, shown after answering"), [Length(max=LONGEST)], render_kw={"rows": "2"}
    )
    file = FileField(_l("Picture"))
    alt = StringField(
        _l("What the picture shows, for those who cannot see it"), [Length(max=LONGEST_LINE)]
    )
    under = SelectField(_l("Where in the deck"), [Optional()], choices=[], default="0")


@dataclass(frozen=True, slots=True)
class KindForm:
    """What the form of a kind is for, and its own fields: name → (label, help)."""

    purpose: Any
    fields: Mapping[str, tuple[Any, Any]]


ONE_A_LINE = _l("One a line.")
OPTIONS = (_l("Wrong options"), _l("One a line. All options are listed by their first letters."))
HEADING = _l("Heading of the list")
LEFT = (_l("Left"), ONE_A_LINE)

KINDS: dict[Kind, KindForm] = {
    Kind.TERM: KindForm(
        _l("A term and what it means, asked both ways."),
        {"front": (_l("Term"), ""), "back": (_l("Definition"), ""), "accept": ("", "")},
    ),
    Kind.QUESTION: KindForm(
        _l("A question with an answer in words."),
        {"front": (_l("Question"), ""), "back": (_l("Answer"), _l("Blank lines part paragraphs."))},
    ),
    Kind.CLOZE: KindForm(
        _l("A sentence with gaps to fill."),
        {
            "front": (_l("Sentence"), ""),
            "lines": (_l("Words to hide"), _l("As in the sentence, one gap a line.")),
        },
    ),
    Kind.LIST: KindForm(
        _l("Entries to be recalled in any order."),
        {"front": (HEADING, ""), "ask": ("", ""), "lines": (_l("Entries"), ONE_A_LINE)},
    ),
    Kind.STEPS: KindForm(
        _l("Steps to be recalled in their order."),
        {"front": (HEADING, ""), "ask": ("", ""), "lines": (_l("Steps"), ONE_A_LINE)},
    ),
    Kind.CONTRAST: KindForm(
        _l("Two sides: which entry belongs where, and what stands opposite."),
        {
            "front": (_l("Heading"), ""),
            "left": ("", ""),
            "right": ("", ""),
            "lines": (_l("Entries on the left"), ONE_A_LINE),
            "others": (_l("Entries on the right"), _l("One a line, each opposite its line.")),
        },
    ),
    Kind.TABLE: KindForm(
        _l("A table that is asked cell by cell; the first column names the rows."),
        {
            "front": (_l("Heading"), ""),
            "lines": (
                _l("Rows"),
                _l("One a line, the names of the columns first. Tabs or | part the cells."),
            ),
        },
    ),
    Kind.CHOICE: KindForm(
        _l("A question with options; one or several are right."),
        {
            "front": (_l("Question"), ""),
            "lines": (_l("Right options"), ONE_A_LINE),
            "others": OPTIONS,
        },
    ),
    Kind.TRUE_FALSE: KindForm(
        _l("A statement to be judged."),
        {"front": (_l("Statement"), ""), "truth": ("", ""), "back": (_l("Explanation"), "")},
    ),
    Kind.SHORT_ANSWER: KindForm(
        _l("A question with an answer to be typed."),
        {
            "front": (_l("Question"), ""),
            "lines": (_l("Answers that count"), _l("One a line; the first is shown.")),
        },
    ),
    Kind.NUMERIC: KindForm(
        _l("A question with a number for an answer."),
        {
            "front": (_l("Question"), ""),
            "value": ("", ""),
            "unit": ("", ""),
            "tolerance": ("", ""),
        },
    ),
    Kind.MATCHING: KindForm(
        _l("Entries to be matched."),
        {
            "front": (_l("Question"), ""),
            "left": ("", ""),
            "right": ("", ""),
            "lines": LEFT,
            "others": (
                _l("Right"),
                _l("One a line, each what fits its line; further lines fit nothing."),
            ),
        },
    ),
    Kind.ORDERING: KindForm(
        _l("Steps to be put in order."),
        {
            "front": (_l("Question"), ""),
            "lines": (_l("Steps in the right order"), ONE_A_LINE),
        },
    ),
    Kind.ESSAY: KindForm(
        _l("A question for a longer text, with a model answer."),
        {"front": (_l("Question"), ""), "back": (_l("Model answer"), "")},
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
        SelectChoice("0", _l("At the end")),
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
