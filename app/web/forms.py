"""The base of every form: WTForms through Flask-WTF, with our own CSRF token."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from app.web import csrf
from app.web.languages import later


class _RequestToken(CSRF):
    """Puts our token into the form. The request was checked before any view ran."""

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        """Return the token for the hidden field."""
        del csrf_token_field
        return csrf.csrf_token()

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Refuse another token, should a form ever be read outside a checked request."""
        del form
        if not csrf.is_valid(field.data or ""):
            raise ValidationError(_("Reload the page and try again."))


class _Words:
    """WTForms' own messages, said so that they help."""

    KNOWN: ClassVar = {
        "Not a valid date value.": later("Write a date, such as 2027-06-21."),
        "Not a valid time value.": later("Write a time, such as 14:30."),
        "Not a valid integer value.": later("Write a whole number."),
        "Not a valid float value.": later("Write a number, such as 1 or 2.5."),
        "Not a valid choice.": later("Choose one of the list."),
        "Invalid Choice: could not coerce.": later("Choose one of the list."),
    }

    def gettext(self, text: str) -> str:
        """Return our wording of a message."""
        return str(self.KNOWN.get(text, text))

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return our wording of a message about *n* things."""
        return self.gettext(one if n == 1 else many)


class Form(FlaskForm):
    """A form of a page."""

    class Meta(FlaskForm.Meta):
        """Use our words, and our token in place of the one that needs Flask's session cookie."""

        csrf_class = _RequestToken  # type: ignore[assignment] # - it infers too narrow a type
        csrf_field_name = csrf.FIELD

        def get_translations(self, form: Any) -> _Words:
            """Return our wording of WTForms' messages."""
            del form
            return _Words()

    def __init__(self, **arguments: Any) -> None:
        """Read the request's form if it is a write; *arguments* fill the fields otherwise."""
        super().__init__(**arguments)  # type: ignore[no-untyped-call] # - published without types
