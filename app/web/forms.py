"""The base of every form: WTForms through Flask-WTF, with our own CSRF token."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from app.web import csrf


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
            raise ValidationError("Reload the page and try again.")


class Form(FlaskForm):
    """A form of a page."""

    class Meta(FlaskForm.Meta):
        """Use our token in place of the one that needs Flask's session cookie."""

        csrf_class = _RequestToken  # type: ignore[assignment] # - it infers too narrow a type
        csrf_field_name = csrf.FIELD

    def __init__(self, **arguments: Any) -> None:
        """Read the request's form if it is a write; *arguments* fill the fields otherwise."""
        super().__init__(**arguments)  # type: ignore[no-untyped-call] # - published without types
