"""The forms of signing up, logging in and joining."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.services import accounts, passwords
from app.web.forms import Form
from app.web.languages import later as _
from app.web.languages import worded

REQUIRED = InputRequired(_("Fill this in."))


class LogInForm(Form):
    """Address and password. Nothing here says whether an account exists."""

    email = EmailField(
        _("E-mail"),
        [REQUIRED, Length(max=accounts.ADDRESS_LENGTH)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"),
        [REQUIRED, Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    shared = BooleanField(
        _("This is a shared computer"),
        description=_("Nothing is kept in this browser, and closing it logs you out."),
    )
    next = HiddenField()


class SignUpForm(Form):
    """A new account. The browser's script fills in *zone*, where there is one."""

    name = StringField(
        _("Name"),
        [REQUIRED, Length(max=accounts.NAME_LENGTH)],
        description=_("Your instructors see it."),
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _("E-mail"),
        [REQUIRED, Length(max=accounts.ADDRESS_LENGTH)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"),
        [REQUIRED],
        description=_(
            "At least %(least)d characters. Several words are good.", least=passwords.SHORTEST
        ),
        render_kw={"autocomplete": "new-password", "minlength": passwords.SHORTEST},
    )
    zone = HiddenField(render_kw={"data-browser-zone": ""})
    next = HiddenField()

    def validate_name(self, field: Any) -> None:
        """Refuse a name that cannot be shown."""
        field.data = _checked(accounts.checked_name, field.data)

    def validate_email(self, field: Any) -> None:
        """Refuse what is no address."""
        field.data = _checked(accounts.checked_email, field.data)

    def validate_password(self, field: Any) -> None:
        """Refuse a password that is easy to guess, also from the rest of the form."""
        try:
            passwords.check(field.data, self.name.data or "", self.email.data or "")
        except passwords.PasswordError as error:
            raise ValidationError(worded(error)) from error


class JoinForm(Form):
    """The code that an instructor gave out."""

    code = StringField(
        _("Join code"),
        [REQUIRED, Length(max=40)],
        description=_("Eight letters and digits, such as ACDE-FGH3. Capitals do not matter."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class ConfirmForm(Form):
    """A button that carries nothing but its token."""


def _checked(check: Any, text: str) -> str:
    try:
        result: str = check(text)
    except accounts.AccountError as error:
        raise ValidationError(worded(error)) from error
    return result
