"""The catalogues of translated texts: one file a language, ``translations/zh-Hans.po``.

They are read as they stand in the repository, once a process and language (some 40 ms), so
that there is nothing to compile (docs/adr/0040). ``make messages`` keeps them in step with the
code.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = Path(__file__).parent / "translations"


@cache
def translations(tag: str) -> NullTranslations:
    """Return the texts of a language (BCP 47 tag); without a catalogue, the code's own."""
    path = FOLDER / f"{tag}.po"
    if not path.is_file():
        return Translations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=tag.replace("-", "_"), abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
