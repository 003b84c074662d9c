"""The forms of an import: what to read, and the preview with every entry in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from flask import abort
from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from app.exports.material import KINDS, Entry, Shape
from app.exports.material.editing import Act, carry_out
from app.exports.material.worker import entry as entry_of
from app.web.forms import Form
from app.web.languages import later as _

LONGEST_TEXT = 512 * 1024  # characters; a deck holds no more
LONGEST_TITLE = 120
MOST_ENTRIES = 20_000
CLIPBOARD = "clipboard.html"
_WORDS = {
    "auto": _("Look into it"),
    "text": _("Notes as plain text"),
    "markdown": _("Notes with Markdown"),
    "html": _("A web page, or Word\N{RIGHT SINGLE QUOTATION MARK}s clipboard"),
    "docx": _("A Word document"),
    "tsv": _("A table with tabs (Quizlet, Anki\N{RIGHT SINGLE QUOTATION MARK}s text)"),
    "csv": _("A table with commas or semicolons"),
    "apkg": _("An Anki package"),
    "gift": _("Moodle\N{RIGHT SINGLE QUOTATION MARK}s GIFT"),
    "moodle-xml": _("Moodle XML"),
    "aiken": _("Aiken"),
    "qti": _("QTI 1.2 or 2 (Canvas, TAO, Respondus)"),
}
Said = tuple[str, str, bool]


class ImportForm(Form):
    """A text or a file."""

    text = TextAreaField(
        _("Notes"), [Length(max=LONGEST_TEXT)], render_kw={"rows": "14", "spellcheck": "false"}
    )
    rich = TextAreaField(validators=[Length(max=8 * LONGEST_TEXT)], render_kw={"hidden": True})
    file = FileField(_("A file instead"))
    kind = SelectField(
        _("What it is"),
        choices=[SelectChoice(kind, _WORDS[kind]) for kind in ("auto", *KINDS)],
    )

    def validate_file(self, field: FileField) -> None:
        """Refuse neither or both."""
        has_text = bool((self.text.data or "").strip() or (self.rich.data or "").strip())
        if has_text and field.data:
            raise ValidationError(_("Paste a text or choose a file, not both."))
        if not has_text and not field.data:
            raise ValidationError(_("Paste a text, or choose a file."))

    def given(self) -> tuple[bytes, str]:
        """Return the bytes, and the file's name ("" for a text; HTML has an ending of one)."""
        if self.file.data:
            return self.file.data.read(), (self.file.data.filename or "")[:LONGEST_TITLE]
        if (self.rich.data or "").strip():
            return (self.rich.data or "").encode("utf-8", "replace"), CLIPBOARD
        return (self.text.data or "").encode("utf-8", "replace"), ""


class TitleForm(Form):
    """The name of the deck to be."""

    title = StringField(
        _("Title of the deck"),
        [DataRequired(_("Give the deck a title.")), Length(max=LONGEST_TITLE)],
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A preview as it goes back and forth: *losses* are (what it concerns, what, left out)."""

    title: str
    kind: str
    entries: tuple[Entry, ...]
    losses: tuple[Said, ...] = ()

    @property
    def packed_losses(self) -> str:
        """The losses, for a hidden field."""
        return json.dumps(self.losses, ensure_ascii=False)


def packed(entry: Entry) -> str:
    """Return what a hidden field says of *entry*: all but its texts."""
    values = asdict(entry)
    del values["front"], values["back"]
    return json.dumps(values, ensure_ascii=False)


def sent(form: Mapping[str, str]) -> Sheet:
    """Return the preview that a browser sent; 400 for none that we made."""
    try:
        count = int(form.get("count", ""))
        if not 0 <= count <= MOST_ENTRIES:
            abort(400)
        entries = tuple(_entry(form, number) for number in range(count))
        losses = tuple(
            (str(where), str(what), bool(left_out))
            for where, what, left_out in json.loads(form.get("losses", "[]"))
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        abort(400, _("The preview could not be read. Go back, and import it again."))
    title = " ".join(form.get("title", "").split())
    return Sheet(title, form.get("kind", ""), entries, losses)


def acted(sheet: Sheet, do: str) -> Sheet:
    """Return *sheet* after a button such as ``flip-3``; another name changes nothing."""
    name, _dash, number = do.partition("-")
    if name not in set(Act) or not (number.isascii() and number.isdecimal()):
        return sheet
    entries = carry_out(sheet.entries, {int(number): Act(name)}) if len(number) < 6 else ()  # noqa: PLR2004 - five digits
    return replace(sheet, entries=entries) if entries else sheet


def _entry(form: Mapping[str, str], number: int) -> Entry:
    values = json.loads(form[f"entry-{number}"])
    values["front"] = _text(form.get(f"front-{number}", ""))
    values["back"] = _text(form.get(f"back-{number}", ""))
    values["shape"] = form.get(f"shape-{number}", values["shape"])
    found = entry_of(values)
    texts = (found.where, found.id, *found.why, *found.tags)
    numbers = (found.first, found.last)
    if not all(isinstance(one, str) for one in texts) or not all(type(n) is int for n in numbers):
        raise ValueError(number)
    return found


def _text(given: str) -> str:
    return given.replace("\r\n", "\n").replace("\r", "\n").strip()


def shapes_for(entry: Entry) -> tuple[Shape, ...]:
    """Return what *entry* may be made instead."""
    if entry.shape is Shape.BLOCK:
        return (Shape.BLOCK,)
    return (
        Shape.TERM, Shape.QUESTION, Shape.LIST, Shape.STEPS, Shape.CLOZE, Shape.TEXT,
        Shape.HEADING, *((Shape.TABLE,) if entry.shape is Shape.TABLE else ()),
    )  # fmt: skip
