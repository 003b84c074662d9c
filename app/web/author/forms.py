"""The forms of publishing: answers to what the plan asks, and the last word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.content import MAX_FILE
from app.decks.identity import Answer, Verdict
from app.web.forms import Form
from app.web.languages import later as _

CHOICES = {
    Verdict.SAME: _("The same card: its history goes on"),
    Verdict.DIFFERENT: _("A new card: the old one is retired"),
    Verdict.RESET: _(
        "The same card, but everybody starts learning it anew. This cannot be undone."
    ),
}


class AnswersForm(Form):
    """What the plan asks; ``answers_form`` adds a field for each pair of notes."""

    def given(self, asked: Iterable[Answer]) -> list[Answer]:
        """Return the answers to *asked*; what was left open is none."""
        chosen = ((answer, self._fields[name_of(answer)].data) for answer in asked)
        return [replace(answer, verdict=Verdict(data)) for answer, data in chosen if data]

    def knows_all_of(self, sent: Iterable[str]) -> bool:
        """Tell whether each pair that was *sent* is still asked about."""
        return all(name in self._fields for name in sent if name.startswith(PREFIX))


class PublishForm(Form):
    """The last word on a plan: *digest* names the plan that was looked at."""

    digest = HiddenField()
    confirmed = BooleanField(_("Retire these cards; they keep their history"))


FILE, BROWSER, MERGED = "file", "browser", "merged"


class ConflictForm(Form):
    """Which text of a deck holds. *digest* names the two that were looked at."""

    digest = HiddenField()
    which = RadioField(
        _("Which text holds?"),
        [InputRequired(_("Choose which text holds."))],
        choices=[
            SelectChoice(FILE, _("The file; what the browser changed stays among the revisions")),
            SelectChoice(
                BROWSER, _("The browser; what the file changed stays among the revisions")
            ),
            SelectChoice(MERGED, _("The text below, made of both")),
        ],
    )
    text = TextAreaField(_("Merged text"), [Length(max=MAX_FILE)], render_kw={"rows": "24"})
    confirmed = BooleanField(_("Retire these cards; they keep their history"))


class ConfirmForm(Form):
    """A button that carries nothing but its token."""


PREFIX = "pair_"


def name_of(answer: Answer) -> str:
    """Return the name of the field for a pair: the same as long as both texts are."""
    pair = f"{answer.path}\n{answer.exact}\n{answer.uid}"
    return PREFIX + blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def answers_form(asked: Iterable[Answer], given: Iterable[Answer] = ()) -> AnswersForm:
    """Return the form with a field for each of *asked*, filled with the answers *given*."""
    fields = {
        name_of(answer): RadioField(
            _("Is it the same card?"),
            [_is_verdict],
            choices=[SelectChoice(verdict.value, text) for verdict, text in CHOICES.items()],
            validate_choice=False,
        )
        for answer in asked
    }
    values: dict[str, Any] = {name_of(answer): answer.verdict.value for answer in given}
    made: AnswersForm = type("AnswersFormOfPlan", (AnswersForm,), fields)(
        **{name: value for name, value in values.items() if name in fields}
    )
    return made


def _is_verdict(_form: Form, field: Any) -> None:
    if field.data and field.data not in set(Verdict):
        raise ValidationError(_("Choose one of the answers."))
