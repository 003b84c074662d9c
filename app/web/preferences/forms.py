"""The forms that ask for a password, and the one that carries nothing."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField, ValidationError
from wtforms.validators import InputRequired, Length

from app.services import passwords
from app.web.forms import Form
from app.web.languages import later as _
from app.web.languages import worded

REQUIRED = InputRequired(_("Fill this in."))


class CurrentPasswordForm(Form):
    """A step that needs the password, though somebody is logged in."""

    current_password = PasswordField(
        _("Your password"),
        [REQUIRED, Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(CurrentPasswordForm):
    """Another password for the account."""

    new_password = PasswordField(
        _("New password"),
        [REQUIRED],
        description=_(
            "At least %(least)d characters. Several words are good.", least=passwords.SHORTEST
        ),
        render_kw={"autocomplete": "new-password", "minlength": passwords.SHORTEST},
    )

    def __init__(self, own_words: tuple[str, ...] = (), **arguments: Any) -> None:
        """Read the request; *own_words* describe the account and are no good password."""
        super().__init__(**arguments)
        self._own_words = own_words

    def validate_new_password(self, field: Any) -> None:
        """Refuse a password that is easy to guess."""
        try:
            passwords.check(field.data, *self._own_words)
        except passwords.PasswordError as error:
            raise ValidationError(worded(error)) from error


class ConfirmForm(Form):
    """A button that carries nothing but its token."""
