"""What a script says on a page in another language: the texts of its modules, translated.

A page brings its script's texts itself, as a block of data, so that the page which the service
worker keeps has them, too (docs/adr/0040). English is in the scripts already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from babel import Locale
from babel.messages.extract import extract_javascript
from flask import Flask
from markupsafe import Markup

from app.web.assets import FOLDER, served
from app.web.catalogues import translations
from app.web.languages import SOURCE, language

# As texts.js has them. Babel reads every call of these names; there are no others in our scripts.
KEYWORDS = {"_": None, "ngettext": (1, 2)}
SAMPLES = (*range(201), 1_000_000)  # numbers among which every language's plural forms are met
AS_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def install(app: Flask) -> None:
    """Offer ``script_texts("js/x.js")`` to the templates."""
    app.jinja_env.globals["script_texts"] = script_texts


def script_texts(*names: str) -> Markup:
    """Return the block of data that these scripts take their texts from, if they need one.

    A page names what its script imports later on, too: the block is the only one.
    """
    tag = language().tag
    if tag == SOURCE:
        return Markup()
    texts = _block(names, tag)
    return Markup(f'<script type="application/json" id="texts">{texts}</script>')  # noqa: S704 - JSON without markup


@lru_cache(maxsize=32)
def _block(names: tuple[str, ...], tag: str) -> str:
    """Return the dictionary of scripts in a language as JSON that can stand in a page."""
    source = "\n".join(served(FOLDER / name).decode() for name in names)
    found = {_said(text): _translated(text, tag) for text in texts_in(source)}
    packed = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return packed.translate(AS_MARKUP)


def texts_in(source: str) -> Iterator[str | tuple[str, str]]:
    """Yield the texts of a script; one with a plural comes as both its forms."""
    for _line, name, message, _comments in extract_javascript(
        BytesIO(source.encode()), KEYWORDS, [], {"template_string": False}
    ):
        said: Any = message  # typed as a list, but a text, or a tuple of several
        if name == "ngettext" and len(said) > 1:
            yield said[0], said[1]
        else:
            yield said if isinstance(said, str) else said[0]


def _said(text: str | tuple[str, str]) -> str:
    return text if isinstance(text, str) else text[0]


def _translated(text: str | tuple[str, str], tag: str) -> str | dict[str, str]:
    """Return the translation; of a plural its forms by CLDR's category, as browsers count."""
    catalogue = translations(tag)
    if isinstance(text, str):
        return catalogue.gettext(text)
    category = Locale.parse(tag, sep="-").plural_form
    return {category(number): catalogue.ngettext(*text, number) for number in reversed(SAMPLES)}
