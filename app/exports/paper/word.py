"""The exam as a Word document: the cover, the questions with room for answers."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_BREAK,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from app.exports.paper import cover, printed
from app.exports.paper.options import MILLIMETRES
from app.exports.paper.questions import essay_lines, points
from app.exports.paper.word_text import Writer, add_table
from app.exports.sheet import Sheet, has_gap
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

FONT = "Arial"
MARGIN = Mm(22)
NO_DATE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a document's date has no zone
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
ROOM, LARGE_ROOM = Mm(4.5), Mm(6)  # above a rule, for handwriting
MATCHING = (("Entry", Cm(6.7)), ("Letter", Cm(2.6)), ("Choices", Cm(6.7)))
CIRCLE, SQUARE = "\N{WHITE CIRCLE}", "\N{BALLOT BOX}"


def document(sheet: Sheet) -> bytes:
    """Return the exam; the same bytes for the same sheet."""
    made = docx.Document()
    _set_up(made, sheet)
    writer = Writer(made, made, sheet.language, sheet.pictures)
    _cover(writer, sheet)
    for number, question in enumerate(sheet.questions, 1):
        _question(writer, sheet, number, question)
    return _saved(made)


def _saved(made: Document) -> bytes:
    """Return the file with fixed dates on everything that it packs."""
    raw, packed = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


def _set_up(made: Document, sheet: Sheet) -> None:
    """Set the properties, the page, its header and footer, and the styles."""
    date = sheet.paper.date
    properties = made.core_properties
    properties.title, properties.author, properties.comments = sheet.title, "", ""
    properties.language = sheet.language
    properties.created = properties.modified = (
        dt.datetime.combine(date, dt.time()) if date else NO_DATE
    )
    section = made.sections[0]
    width, height = MILLIMETRES[sheet.paper.size]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True
    _header(section.header.paragraphs[0], sheet, Mm(width) - 2 * MARGIN)
    for footer in (section.footer, section.first_page_footer):
        _page_numbers(footer.paragraphs[0], sheet)
    _styles(made, sheet)


def _styles(made: Document, sheet: Sheet) -> None:
    large = sheet.paper.large
    normal: Any = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(18 if large else 10.5)
    normal.paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), sheet.language)
    size = OxmlElement("w:szCs")  # for Arabic, Hebrew and Thai, in half points
    size.set(qn("w:val"), f"{2 * normal.font.size.pt:g}")
    described = normal.element.get_or_add_rPr()
    described.get_or_add_rFonts().set(qn("w:cs"), FONT)
    described.get_or_add_sz().addnext(size)
    described.append(language)
    for name, size in (("Title", 26), ("Heading 1", 18 if large else 11)):
        style: Any = made.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        if name != "Title":
            style.paragraph_format.space_before = Pt(14)


def _small(sheet: Sheet) -> Pt:
    return Pt(13 if sheet.paper.large else 9)


def _header(made: Paragraph, sheet: Sheet, width: int) -> None:
    made.style = "Normal"  # the style of headers has a tab stop in the middle
    made.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    version = f"Version {sheet.paper.version}" if sheet.paper.version else ""
    made.add_run(f"{sheet.title}\t").font.size = _small(sheet)
    made.add_run(version).font.size = _small(sheet)


def _page_numbers(made: Paragraph, sheet: Sheet) -> None:
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        made.add_run(text).font.size = _small(sheet)
        shown = made.add_run("1")
        shown.font.size = _small(sheet)
        _in_field(shown, field)


def _in_field(shown: Run, name: str) -> None:
    """Let Word compute what *shown* says (ECMA-376 part 1, 17.16.19)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    shown._r.addprevious(field)  # noqa: SLF001 - python-docx has no fields
    field.append(shown._r)  # noqa: SLF001 - python-docx has no fields


def _cover(writer: Writer, sheet: Sheet) -> None:
    writer.paragraph("Title").add_run(sheet.title)
    if sheet.paper.version:
        writer.text(writer.paragraph(), f"Version {sheet.paper.version}", bold=True)
    for name, value in cover.facts(sheet):
        made = writer.paragraph()
        made.paragraph_format.tab_stops.add_tab_stop(Cm(4))
        writer.text(made, f"{name}\t{value}")
    for name in ("Name", "Student number", "Signature"):
        made = writer.paragraph()
        made.paragraph_format.tab_stops.add_tab_stop(Cm(5))
        _line(writer, sheet, made, f"{name}\t")
    writer.paragraph("Heading 1").add_run("Instructions")
    for told in cover.instructions(sheet, with_sheet=False):
        writer.text(writer.paragraph("List Bullet"), told)
    writer.end()
    writer.paragraph().add_run().add_break(WD_BREAK.PAGE)
    writer.end()


def _question(writer: Writer, sheet: Sheet, number: int, question: Question) -> None:
    heading = writer.paragraph("Heading 1")
    heading.add_run(f"{number}.  ")
    mark = heading.add_run(f"({points(question.points)})")
    mark.bold = False
    writer.block(printed.with_long_gaps(sheet.stem(question)))
    _ANSWERS[type(question.body)](writer, sheet, question, question.body)
    writer.end()


def _option(writer: Writer, sign: str, html: str) -> None:
    made = writer.paragraph()
    made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Cm(1.4), -Cm(1.4)
    made.paragraph_format.tab_stops.add_tab_stop(Cm(1.4))
    writer.text(made, f"{sign}\t")
    writer.line(made, html)


def _choice(writer: Writer, sheet: Sheet, question: Question, body: Choice) -> None:
    if body.multiple:
        _prompt(writer, "Mark all that apply.")
    shape = SQUARE if body.multiple else CIRCLE
    for sign, option in zip(printed.bubbles(question), body.options, strict=True):
        _option(writer, f"{shape} {sign}", sheet.inline(option.text))


def _true_false(writer: Writer, _sheet: Sheet, _question: Question, _body: TrueFalse) -> None:
    _option(writer, f"{CIRCLE} T", "True")
    _option(writer, f"{CIRCLE} F", "False")


def _typed(writer: Writer, sheet: Sheet, question: Question, _body: ShortAnswer | Gap) -> None:
    if not has_gap(question):
        _line(writer, sheet, writer.paragraph(), "", Cm(10))


def _numeric(writer: Writer, sheet: Sheet, _question: Question, body: Numeric) -> None:
    made = writer.paragraph()
    _line(writer, sheet, made, "", Cm(6))
    writer.text(made, f" {body.quantity.unit}" if body.quantity.unit else "")


def _matching(writer: Writer, sheet: Sheet, _question: Question, body: Matching) -> None:
    _prompt(writer, "Write the letter that belongs to each.")
    ordered = printed.choices(sheet, body)
    count = max(len(body.pairs), len(ordered))
    table = add_table(writer.document, writer.place, count + 1, len(MATCHING))
    for column, (name, width) in enumerate(MATCHING):
        table.columns[column].width = width
        for cell in table.columns[column].cells:
            cell.width = width
        into, first = writer.cell(table.cell(0, column))
        into.text(first, name, bold=True)
    for number, pair in enumerate(body.pairs, 1):
        into, first = writer.cell(table.cell(number, 0))
        into.text(first, f"{number}.  ")
        into.line(first, sheet.inline(pair.left))
    for number, (_, text) in enumerate(ordered, 1):
        into, first = writer.cell(table.cell(number, 2))
        into.text(first, f"{printed.letter(number - 1)}  ", bold=True)
        into.line(first, sheet.inline(text))
    writer.paragraph().paragraph_format.space_after = Pt(0)


def _ordering(writer: Writer, sheet: Sheet, question: Question, _body: Ordering) -> None:
    _prompt(writer, "Number these in the right order, from 1.")
    for _, text in printed.entries(sheet, question):
        _option(writer, "____", sheet.inline(text))


def _listing(writer: Writer, sheet: Sheet, _question: Question, body: Listing) -> None:
    if body.ordered:
        _prompt(writer, "In the right order.")
    for number in range(1, len(body.entries) + 1):
        _line(writer, sheet, writer.paragraph(), f"{number}. ")


def _essay(writer: Writer, sheet: Sheet, question: Question, _body: Essay) -> None:
    for _ in range(essay_lines(question, large=sheet.paper.large)):
        _line(writer, sheet, writer.paragraph(), "")


def _prompt(writer: Writer, text: str) -> None:
    writer.paragraph().add_run(text).italic = True


def _line(writer: Writer, sheet: Sheet, made: Paragraph, text: str, width: int = 0) -> None:
    """Write *text* and a rule to write on, up to *width* or the margin: a tab with a leader."""
    page = Mm(MILLIMETRES[sheet.paper.size][0]) - 2 * MARGIN
    layout = made.paragraph_format
    layout.tab_stops.add_tab_stop(width or page, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    layout.space_before = LARGE_ROOM if sheet.paper.large else ROOM
    layout.space_after = Pt(0)
    writer.text(made, f"{text}\t")


_ANSWERS: dict[type, Callable[[Writer, Sheet, Question, Any], None]] = {
    Choice: _choice,
    TrueFalse: _true_false,
    ShortAnswer: _typed,
    Gap: _typed,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Listing: _listing,
    Essay: _essay,
}
