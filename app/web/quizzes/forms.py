"""The form in which a student chooses what to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.models import QuizMode
from app.services.attempts.pool import Asked, PoolDeck
from app.services.attempts.start import MOST_MINUTES, MOST_QUESTIONS, Scope, Wanted
from app.web.forms import Form
from app.web.languages import later as _
from app.web.quizzes import words

USUAL_COUNT = 10


class StartForm(Form):
    """What to practise with. *start* is made with the page, so that a double click is one."""

    start = HiddenField()
    scope = SelectField(_("From"))
    mode = RadioField(
        _("How"),
        choices=[
            SelectChoice(QuizMode.PRACTICE.value, _("Practice, in your own time")),
            SelectChoice(QuizMode.MOCK.value, _("Mock exam, against the clock")),
        ],
        default=QuizMode.PRACTICE.value,
    )
    count = IntegerField(
        _("Number of questions"),
        validators=[
            InputRequired(_("Write how many questions you want.")),
            NumberRange(
                1, MOST_QUESTIONS, _("Choose 1 to %(most)d questions.", most=MOST_QUESTIONS)
            ),
        ],
        default=USUAL_COUNT,
    )
    minutes = IntegerField(
        _("Minutes of a mock exam"),
        validators=[
            Optional(),
            NumberRange(1, MOST_MINUTES, _("Choose 1 to %(most)d minutes.", most=MOST_MINUTES)),
        ],
        description=_("Empty: a minute and a half a question. Your extra time comes on top."),
    )
    judged = BooleanField(_("With open questions that I judge myself"))
    made = BooleanField(
        _("With questions made from the cards"),
        description=_("Where nobody wrote questions for a deck, they are made in any case."),
    )

    def validate_start(self, field: HiddenField) -> None:
        """Refuse what the page did not make."""
        try:
            UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Reload the page and try again.")) from None

    def wanted(self) -> Wanted:
        """Return what was chosen; for a form that is valid."""
        mode = QuizMode(self.mode.data)
        scope, _, of = str(self.scope.data).partition(":")
        count = self.count.data or USUAL_COUNT
        minutes = self.minutes.data or -(-count * 3 // 2)
        return Wanted(
            id=UUID(self.start.data or ""),
            mode=mode,
            scope=Scope(scope),
            of=of,
            count=count,
            minutes=minutes if mode is QuizMode.MOCK else None,
            judged=bool(self.judged.data) and mode is QuizMode.PRACTICE,
            made=bool(self.made.data),
        )


def start_form(
    found: Sequence[Asked], bare: Sequence[PoolDeck], weak: int, **arguments: Any
) -> StartForm:
    """Return the form with the decks and chapters that have questions, each with how many.

    *bare* are decks whose questions are made from their cards.
    """
    form = StartForm(**arguments)
    if not form.start.data:
        form.start.data = str(uuid4())
    choices = [(Scope.ALL.value, _("All decks (%(all)d)", all=len(found)))]
    choices.append((Scope.WEAK.value, _("My weak spots (%(all)d)", all=weak)))
    chapters: dict[str, int] = {}
    decks: dict[tuple[str, str], int] = {}
    for asked in found:
        chapters[asked.deck.chapter] = chapters.get(asked.deck.chapter, 0) + 1
        deck = (str(asked.deck.id), asked.deck.title)
        decks[deck] = decks.get(deck, 0) + 1
    choices += [
        (f"chapter:{name}", f"{words.chapter(name)} ({n})") for name, n in chapters.items() if name
    ]
    choices += [
        (f"chapter:{name}", words.chapter(name))
        for name in dict.fromkeys(deck.chapter for deck in bare)
        if name and name not in chapters
    ]
    choices += [
        (f"deck:{one}", _("Deck: %(title)s (%(all)d)", title=title, all=n))
        for (one, title), n in decks.items()
    ]
    choices += [
        (f"deck:{deck.id}", _("Deck: %(title)s (from its cards)", title=deck.title))
        for deck in bare
    ]
    form.scope.choices = [SelectChoice(value, label) for value, label in choices]
    return form
