"""The reader's language: every text of a page goes through the catalogue of it.

Templates write ``{{ _("Save") }}``, ``{% trans %}…{% endtrans %}`` or ``ngettext``; views use
``flask_babel.gettext``. Layers below the web return values, or a `Saying` where a sentence is
what they have to tell, and the page words them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from typing import cast

from babel import Locale, UnknownLocaleError
from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, Domain, get_locale, gettext, lazy_gettext

from app.services.preferences import language_of
from app.web.catalogues import translations
from app.web.login import current_account
from app.wording import Saying

SOURCE = "en"  # what is written in the code
# The languages that have a catalogue, by tag (BCP 47), each under its own name.
OFFERED: Mapping[str, str] = {SOURCE: "English", "zh-Hans": "简体中文"}


@dataclass(frozen=True, slots=True)
class Language:
    """What ``<html>`` says of a page: *tag* is its ``lang``, *direction* ``ltr`` or ``rtl``."""

    tag: str
    direction: str

    @property
    def attributes(self) -> Markup:
        """What an element says that holds our words amid text of another language."""
        return Markup('lang="{}" dir="{}"').format(self.tag, self.direction)


class _Catalogues(Domain):
    """Looks texts up in our catalogues, which need no compiling."""

    def get_translations(self) -> NullTranslations:
        """Return the texts of the page's language; outside a request, the code's own."""
        return translations(language().tag)


class _Texts(Babel):
    """Flask-Babel with our catalogues."""

    domain_instance = _Catalogues()  # type: ignore[no-untyped-call] # - published without types


def install(flask: Flask) -> None:
    """Offer ``_``, ``gettext``, ``ngettext``, ``language`` and ``worded`` to the templates."""
    _Texts(  # type: ignore[no-untyped-call] # - published without types
        flask, default_locale=SOURCE, locale_selector=_selected
    )
    flask.jinja_env.policies["ext.i18n.trimmed"] = True
    flask.jinja_env.globals["language"] = language
    flask.jinja_env.globals["worded"] = worded
    flask.after_request(_tell_caches)


def language() -> Language:
    """Return the language of the page that is being made."""
    locale = get_locale() or Locale(SOURCE)
    return Language(str(locale).replace("_", "-"), locale.text_direction)


def later(message: str, **values: object) -> str:
    """Return a text that is looked up when it is shown: for what is written outside a request.

    It is no string, but behaves as one; forms and their types take it so.
    """
    return cast("str", lazy_gettext(message, **values))


def worded(said: object) -> str:
    """Return a saying, or what an error says, in the reader's language; other text as it is."""
    if isinstance(said, BaseException):
        said = said.args[-1] if said.args else ""
    if not isinstance(said, Saying):
        return str(said)
    values = {
        name: worded(value) if isinstance(value, Saying) else value
        for name, value in said.values.items()
    }
    return str(gettext(said.message, **values))


def preferred(accepted: list[str]) -> str:
    """Return the tag of the first of *accepted* (best first) that there is a catalogue for.

    A tag stands for what it is usually read as (BCP 47): ``zh`` and ``zh-CN`` for Chinese in
    simplified characters, ``zh-TW`` for the traditional ones, which we do not have.
    """
    return next((found for tag in accepted if (found := _offered(tag))), SOURCE)


@lru_cache(maxsize=256)
def _offered(tag: str) -> str | None:
    try:
        wanted = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):  # no tag, or a language without data
        return None
    if wanted.language == "zh":
        return "zh-Hans" if wanted.script in {None, "Hans"} else None
    return wanted.language if wanted.language in OFFERED else None


def _selected() -> str:
    """Return the locale of this request: what the account asks for, else the browser."""
    if not has_request_context():
        return SOURCE
    account = current_account()
    chosen = language_of(account) if account else ""
    tag = chosen if chosen in OFFERED else preferred(list(request.accept_languages.values()))
    return tag.replace("-", "_")


def _tell_caches(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.add("Accept-Language")
    return response
