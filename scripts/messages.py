"""Brings the catalogues in step with the code: ``make messages``.

Finds every text of the pages, writes the new ones into each catalogue without a translation,
and takes out those that are gone. Says what is left to translate; exit code 1 if anything is.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.web.catalogues import FOLDER
from app.web.script_texts import KEYWORDS as IN_SCRIPTS

ROOT = Path(__file__).parent.parent
METHODS = [("app/**.py", "python"), ("app/web/templates/**.html", "jinja2")]
SCRIPTS = [("app/web/static/js/**.js", "javascript")]
JINJA = {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}  # as install() has it
OPTIONS = {"app/web/templates/**.html": JINJA}
# `_` and `ngettext` are flask_babel's; `later` is app.web.languages', `say` app.wording's.
KEYWORDS = {"_": None, "gettext": None, "later": None, "say": None, "ngettext": (1, 2)}
EXAMPLES = "gallery"  # the page for developers shows samples; nobody else sees it
WIDTH = 100
HEADER = r"""msgid ""
msgstr ""
"Language: {locale}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"

"""


def extracted() -> Catalog:
    """Return every text of the application, in the order of the files."""
    found = Catalog(fuzzy=False)
    for methods, keywords in ((METHODS, KEYWORDS), (SCRIPTS, IN_SCRIPTS)):
        for path, line, text, comments, context in extract_from_dir(
            ROOT, methods, OPTIONS, keywords, comment_tags=("Translators:",)
        ):
            if f"/{EXAMPLES}/" not in path:
                found.add(text, None, [(path, line)], auto_comments=comments, context=context)
    return found


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation, or only some of its plural forms."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not _is_whole(message.string)
    ]


def updated(path: Path, found: Catalog) -> Catalog:
    """Return the catalogue at *path* with the texts that were *found*."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem.replace("-", "_"))
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue so that changes to it merge: sorted, without line numbers or dates."""
    texts = BytesIO()
    write_po(texts, catalogue, width=WIDTH, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(locale=catalogue.locale_identifier, plurals=catalogue.plural_forms)
    path.write_bytes(header.encode() + texts.getvalue().rstrip(b"\n") + b"\n")


def _is_whole(translation: str | list[str] | tuple[str, ...] | None) -> bool:
    forms = [translation] if isinstance(translation, str) else list(translation or ())
    return bool(forms) and all(forms)


def main() -> int:
    """Update every catalogue."""
    found = extracted()
    left = 0
    for path in sorted(FOLDER.glob("*.po")):
        catalogue = updated(path, found)
        write(path, catalogue)
        missing = untranslated(catalogue)
        left += len(missing)
        print(f"{path.name}: {len(catalogue)} texts, {len(missing)} without a translation")
        for text in missing:
            print(f"  {text}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
