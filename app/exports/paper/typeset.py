"""Typst source → PDF: the fonts, the pictures and the date, nothing of the machine it runs on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from app.exports.paper import fonts
from app.exports.paper.markup import Markup, literal
from app.exports.paper.scripts import Script, has_east_asian, script
from app.exports.sheet import Sheet, fragments
from app.quiz.questions import Question

SHARP = 192.0  # pixels an inch, of pictures for Word
_SIGNATURES = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
)


@cache
def _look() -> str:
    return files(__package__).joinpath("exam.typ").read_text(encoding="utf-8")


def pdf(source: str, pictures: Mapping[str, bytes], *, east_asian: bool) -> bytes:
    """Return the accessible, tagged PDF of *source*."""
    made = _compile(source, pictures, "pdf", east_asian=east_asian)
    assert isinstance(made, bytes)
    return made


def png(source: str, pictures: Mapping[str, bytes], *, east_asian: bool, ppi: float) -> list[bytes]:
    """Return the pages as pictures."""
    made = _compile(source, pictures, "png", east_asian=east_asian, ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made or ())


def _compile(
    source: str,
    pictures: Mapping[str, bytes],
    form: str,
    *,
    east_asian: bool,
    ppi: float | None = None,
) -> bytes | list[bytes] | None:
    import typst

    with _folder(pictures) as folder:
        compiler = typst.Compiler(root=folder, font_paths=fonts.fonts(east_asian=east_asian))
        data = source.encode()
        if form == "png":
            return compiler.compile(data, format="png", ppi=ppi)
        made, warnings = compiler.compile_with_warnings(
            data, format="pdf", pdf_standards=["ua-1"], timestamp=0
        )
        # Nothing is dropped silently: what typst leaves out it only warns of.
        ignored = [warning.message for warning in warnings if "ignored" in warning.message]
        if ignored:
            raise RuntimeError(f"typst left something out: {ignored[0]}")
        return made


@contextmanager
def _folder(pictures: Mapping[str, bytes]) -> Iterator[str]:
    """Give a folder with the pictures for as long as typst reads them; it takes only files."""
    with TemporaryDirectory() as folder:
        for name, data in pictures.items():
            Path(folder, name).write_bytes(data)
        yield folder


def file_names(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Return a name for the file of each picture that can be set; nothing of the author's is in it.

    What kind of picture it is, its first bytes tell.
    """
    return {
        name: f"picture-{number}.{_kind(data)}"
        for number, (name, data) in enumerate(sorted(pictures.items()))
        if is_picture(data)
    }


def _kind(data: bytes) -> str:
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), "svg")


@cache
def is_picture(data: bytes) -> bool:
    """Whether typst can set *data* as a picture."""
    import typst

    name = f"picture.{_kind(data)}"
    with _folder({name: data}) as folder:
        compiler = typst.Compiler(root=folder, font_paths=fonts.fonts(east_asian=False))
        try:
            compiler.compile(f'#image("{name}")'.encode(), format="svg")
        except typst.TypstError:
            return False
    return True


def as_png(data: bytes) -> bytes:
    """Return a picture that typst can set as PNG, in its own size."""
    name = f"picture.{_kind(data)}"
    page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{name}")'
    return png(page, {name: data}, east_asian=False, ppi=SHARP)[0]


def not_printed(sheet: Sheet, question: Question) -> Iterator[str]:
    """Yield what no exam on paper has of *question*."""
    for html in texts(sheet, question):
        for name, data in sheet.pictures_of(html).items():
            if not is_picture(data):
                yield f"{name} is no picture that can be set; its description is printed"
    if question.hint:
        yield "the hint, which is for practice, is not printed"


def texts(sheet: Sheet, question: Question) -> Iterator[str]:
    """Yield the rendered texts of *question*."""
    yield from (sheet.html[one] for one in fragments(question) if one.markdown.strip())


def markup_of(sheet: Sheet, others: Iterable[str] = ()) -> tuple[Markup, bool]:
    """Return how the texts of *sheet* and *others* are written, and whether any is East Asian."""
    said = [text for question in sheet.questions for text in texts(sheet, question)]
    said += [sheet.title, sheet.paper.instructions, *others]
    east_asian = any(map(has_east_asian, said))
    gone = str.maketrans(dict.fromkeys(fonts.missing(said), fonts.UNKNOWN))

    def of(told: Script, with_direction: bool) -> str:  # noqa: FBT001 - Markup has it so
        direction = f", dir: {'rtl' if told.rtl else 'ltr'}" if with_direction else ""
        family = family_list(told, east_asian=east_asian)
        return f"#set text(lang: {literal(told.language)}, font: {family}{direction});"

    names = file_names(sheet.pictures)
    return Markup(lambda text: text.translate(gone), of, sheet.language, names), east_asian


def family_list(told: Script, *, east_asian: bool, first: str = "") -> str:
    """Return the fonts for *told* as a typst array."""
    names = (*([first] if first else []), *fonts.families(told, east_asian=east_asian))
    return f"({''.join(f'{literal(name)}, ' for name in names)})"


def head(sheet: Sheet, title: str, *, east_asian: bool) -> str:
    """Return what *source* begins with: exam.typ, and how the whole document looks."""
    told = script("", sheet.language)
    settings = {
        "title": literal(title),
        "version": literal(sheet.paper.version),
        "date": _date(sheet.paper.date),
        "paper": literal(sheet.paper.size),
        "language": literal(told.language),
        "fonts": family_list(told, east_asian=east_asian),
        "mono": family_list(told, east_asian=east_asian, first=fonts.CODE),
    }
    said = ", ".join(f"{name}: {value}" for name, value in settings.items())
    big = "true" if sheet.paper.large else "false"
    return f"#let big = {big}\n{_look()}\n#show: exam.with({said})\n"


def _date(date: dt.date | None) -> str:
    if date is None:
        return "none"
    return f"datetime(year: {date.year}, month: {date.month}, day: {date.day})"


def pictures_by_file(sheet: Sheet, markup: Markup) -> dict[str, bytes]:
    """Return the bytes of the pictures under the names that the markup has for them."""
    return {file: sheet.pictures[name] for name, file in markup.pictures.items()}
