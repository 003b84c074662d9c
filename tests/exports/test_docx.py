from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from app.exports import FORMATS, registry
from app.exports import docx as word
from app.exports.paper.options import PaperSize
from app.quiz.types.choice import Choice
from tests.exports.paper import PAPER, exam, said, stem
from tests.exports.pdf_reader import bare
from tests.exports.sheets import sheet_of
from tests.exports.torture import png


@cache
def written() -> bytes:
    return word.write(exam())


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def texts(place: Any) -> list[str]:
    """Return the texts of paragraphs and cells in their order."""
    made: list[str] = []
    for block in place.iter_inner_content():
        if isinstance(block, Table):
            made += [text for row in block.rows for cell in row.cells for text in texts(cell)]
        else:
            made += block.text.split("\n")
    return made


@cache
def parts() -> list[list[str]]:
    """Return the texts of each question without white space, its heading first."""
    made: list[list[str]] = []
    document = opened(written())
    headings = {
        bare(block.text)
        for block in document.paragraphs
        if block.style is not None and block.style.name == "Heading 1"
    }
    for text in map(bare, texts(document)):
        if text in headings:
            made.append([])
        if made:
            made[-1].append(text)
    return made[1:]  # the first heading is that of the instructions


def test_every_stem_and_option_is_there_in_its_order_as_it_was_written() -> None:
    sheet = exam()
    assert len(parts()) == len(sheet.questions)
    for number, (question, found) in enumerate(zip(sheet.questions, parts(), strict=True), 1):
        assert found[0].startswith(f"{number}.({question.points:g}point")
        wanted = stem(sheet, question)
        if isinstance(question.body, Choice):
            for letter, option in zip("abcdefghijkl", question.body.options, strict=False):
                shape = "☐" if question.body.multiple else "○"
                lines = list(said(sheet.inline(option.text))) or [""]
                wanted += [f"{shape}{letter}{lines[0]}", *lines[1:]]
        at = 1
        for line in wanted:
            place = next((n for n in range(at, len(found)) if line in _read(found[n])), None)
            assert place is not None, (question.id, line, found)
            at = place


def _read(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def test_no_question_is_split() -> None:
    """Every paragraph stays with the next one, but for the last of a question."""
    body = list(opened(written()).iter_inner_content())
    starts = [n for n, block in enumerate(body) if _is_heading(block)][1:]
    for begin, end in zip(starts, [*starts[1:], len(body)], strict=True):
        *stay, last = [block for block in body[begin:end] if isinstance(block, Paragraph)]
        assert all(block.paragraph_format.keep_with_next for block in stay)
        assert all(block.paragraph_format.keep_together for block in (*stay, last))
        assert not last.paragraph_format.keep_with_next
        for table in (block for block in body[begin:end] if isinstance(block, Table)):
            for row in table.rows:
                assert row._tr.trPr is not None
                assert row._tr.trPr.find(qn("w:cantSplit")) is not None
                assert all(
                    p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs
                )


def _is_heading(block: Paragraph | Table) -> bool:
    return (
        isinstance(block, Paragraph) and block.style is not None and block.style.name == "Heading 1"
    )


def test_version_is_in_the_running_head_and_the_pages_are_counted() -> None:
    section = opened(written()).sections[0]
    assert section.header.paragraphs[0].text == f"{exam().title}\tVersion A"
    fields = section.footer._element.findall(f".//{qn('w:fldSimple')}")
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_title_language_and_dates_are_the_exams() -> None:
    properties = opened(written()).core_properties
    assert (properties.title, properties.language) == (exam().title, "en")
    assert f"{properties.created:%Y-%m-%d %H:%M}" == "2026-07-14 00:00"
    assert properties.modified == properties.created
    undated = opened(word.write(exam(replace(PAPER, date=None)))).core_properties
    assert undated.created is not None
    assert undated.created.year == 1980


def test_the_same_exam_gives_the_same_bytes() -> None:
    assert word.write(exam()) == written()
    with zipfile.ZipFile(io.BytesIO(written())) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_are_inside_and_described() -> None:
    document = opened(written())
    described = [found.get("descr") for found in document.element.body.iter(qn("wp:docPr"))]
    assert described == ['A green square: \\<nasty> "alt"', "a red dot", "dot"]


def test_a_drawing_becomes_a_picture_that_word_shows() -> None:
    space = b'xmlns="http://www.w3.org/2000/svg"'
    svg = b'<svg %b width="40" height="20"><path d="M0 0h9v9z"/></svg>' % space
    text = "---\ntitle: t\ndeck: d\n---\n\nQ: See ![it](a.svg) ![that](b.png)?\nA: true\n"
    made = opened(word.write(sheet_of(text, {"a.svg": svg, "b.png": png(1, 2, 3)})))
    kinds = {part.content_type for part in made.part.related_parts.values()}
    assert "image/png" in kinds
    assert len(made.inline_shapes) == 2
    wide = made.inline_shapes[0]
    assert wide.width / wide.height == pytest.approx(2, abs=0.1)


def test_hebrew_runs_from_the_right_and_languages_are_said() -> None:
    document = opened(written())
    hebrew = next(block for block in document.paragraphs if "שיווק יחסים" in block.text)
    assert hebrew._p.pPr is not None
    assert hebrew._p.pPr.find(qn("w:bidi")) is not None
    kinds = {
        (name.split("}")[1], value)
        for found in document.element.body.iter(qn("w:lang"))
        for name, value in found.attrib.items()
    }
    assert {("bidi", "he"), ("bidi", "ar"), ("eastAsia", "ja"), ("eastAsia", "zh")} <= kinds


def test_large_print_and_letter() -> None:
    made = opened(word.write(exam(replace(PAPER, large=True, size=PaperSize.LETTER))))
    normal: Any = made.styles["Normal"]
    assert normal.font.size.pt == 18
    assert made.sections[0].page_width is not None
    assert made.sections[0].page_width.mm == pytest.approx(215.9, abs=0.1)


def test_a_number_has_its_unit_and_a_matching_its_letters() -> None:
    ids = [question.id for question in exam().questions]
    assert parts()[ids.index("num-unit")][-1] == "%"
    matching = parts()[ids.index("match-plain")]
    assert matching[matching.index("Entry") :] == [
        *("Entry", "Letter", "Choices", "1.upselling", "", "aadearerversion"),
        *("2.crossselling", "", "barelatedproduct", "", "", "cnothingatall", ""),
    ]


def test_formulas_are_there_in_tex() -> None:
    ids = [question.id for question in exam().questions]
    found = parts()[ids.index("formula")]
    assert r"$a\neqb$and$\frac{a_1}{b^{2}}\leq\sum_{i=1}^{n}x_i$hold.Whichfollows?" in found
    assert r"○b$b\neqa$" in found


def test_the_losses_say_what_word_does_not_get() -> None:
    lost = registry.losses(FORMATS["docx"], exam())
    assert lost[0].question == ""
    assert "answer sheet" in lost[0].what
    assert not any(loss.left_out for loss in lost)
