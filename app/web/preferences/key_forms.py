"""The form of the keys: a field for each deed."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, StringField, SubmitField
from wtforms.validators import Length

from app.services.study_keys import WORDS, Deed, Keys
from app.web.forms import Form
from app.web.languages import later as _

PREFIX = "key_"
LONGEST = 60  # characters in a field


class KeysForm(Form):
    """``keys_form`` adds a field for each deed."""

    single_keys = BooleanField(
        _("Single keys act while studying"),
        description=_("Switch off if you dictate, or press keys by accident."),
    )
    figures = BooleanField(_("1 to 9 choose an option while the question is shown"))
    defaults = SubmitField(_("The usual keys again"))

    def deeds(self) -> dict[Deed, Field]:
        """Return the field of each deed."""
        return {
            Deed(name.removeprefix(PREFIX)): field
            for name, field in self._fields.items()
            if name.startswith(PREFIX)
        }


def keys_form(keys: Keys, *, single_keys: bool, **arguments: Any) -> KeysForm:
    """Return the form with the keys that are set now."""
    attributes = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
    fields = {
        f"{PREFIX}{deed}": StringField(
            _(WORDS[deed].message),
            [Length(max=LONGEST)],
            default=" ".join(pressed),
            render_kw=attributes,
        )
        for deed, pressed in keys.of.items()
    }
    form: KeysForm = type("KeysFormOfSomebody", (KeysForm,), fields)(
        single_keys=single_keys, figures=keys.figures, **arguments
    )
    return form
