"""The fonts of an exam: typst's own and Noto's, from packages, never the system's.

So the same exam looks the same, and has the same bytes, on every machine with the same lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from app.exports.paper.scripts import Script, has_east_asian

if TYPE_CHECKING:
    import typst

SCRIPTS_PACKAGE = "manimgx_fonts"  # Noto Sans for most scripts, Noto Emoji
EAST_ASIAN_PACKAGE = "manimgx_fonts_cjk"  # 33 MB, so read only where it is needed
TEXT = "Noto Sans"
CODE = "DejaVu Sans Mono"  # typst's own
LAST = ("Noto Sans Symbols", "Noto Emoji", "Libertinus Serif")  # the last is typst's own
EAST_ASIAN_FAMILIES = {
    "ja": "Noto Sans CJK JP",
    "ko": "Noto Sans CJK KR",
    "zh": "Noto Sans CJK SC",
}
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_CANNOT_SHOW = "could not be displayed"


@cache
def fonts(*, east_asian: bool) -> typst.Fonts:
    """Return the fonts, with those for Chinese, Japanese and Korean where they are needed."""
    import typst  # 80 MB of library that only paper needs

    wanted = (SCRIPTS_PACKAGE, *([EAST_ASIAN_PACKAGE] if east_asian else []))
    folders = [folder for package in wanted for folder in _folders(package)]
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _folders(package: str) -> list[str]:
    found = find_spec(package)
    return list(found.submodule_search_locations or ()) if found else []


def families(script: Script, *, east_asian: bool) -> tuple[str, ...]:
    """Return the families for text of *script*, the first that has a character sets it."""
    known = fonts(east_asian=east_asian).families()
    own = EAST_ASIAN_FAMILIES.get(script.language, EAST_ASIAN_FAMILIES["zh"])
    middle = [name for name in known if name.startswith(f"{TEXT} ") and "CJK" not in name]
    order = (TEXT, own, *(name for name in middle if name not in LAST), *LAST)
    return tuple(name for name in order if name in known)


@cache
def is_shown(letter: str) -> bool:
    """Whether a font has *letter*: typst itself says so when it writes an accessible PDF."""
    import typst

    from app.exports.paper.markup import literal

    east_asian = has_east_asian(letter)
    listed = ", ".join(map(literal, families(Script("en"), east_asian=east_asian)))
    source = f'#set document(title: "x")\n#set text(font: ({listed},))\n#{literal(letter)}'
    compiler = typst.Compiler(font_paths=fonts(east_asian=east_asian))
    try:
        compiler.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if _CANNOT_SHOW not in error.message:
            raise
        return False
    return True


def missing(texts: Iterable[str]) -> list[str]:
    """Return the characters of *texts* that no font has, each once."""
    letters = dict.fromkeys(letter for text in texts for letter in text if not letter.isascii())
    return [letter for letter in letters if not is_shown(letter)]
