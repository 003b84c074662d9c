"""The reader's language: every text of a page goes through the catalogue of it.

Templates write ``{{ _("Save") }}``, ``{% trans %}…{% endtrans %}`` or ``ngettext``; views use
``flask_babel.gettext``. Layers below the web return values, and the page words them.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel

SOURCE = "en"  # what is written in the code


def install(flask: Flask) -> None:
    """Offer ``_``, ``gettext`` and ``ngettext`` to the templates."""
    Babel(  # type: ignore[no-untyped-call] # - published without types
        flask, default_locale=SOURCE, locale_selector=lambda: SOURCE
    )
