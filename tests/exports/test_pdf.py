from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader

from app.exports import FORMATS, pdf, registry
from app.exports.paper.options import PaperSize
from app.exports.sheet import Sheet
from app.quiz.types.choice import Choice
from app.quiz.versions import versions
from tests.exports.paper import PAPER, exam, is_reordered, said, stem
from tests.exports.pdf_reader import Read, all_fonts, alternatives, bare, read, strokes
from tests.exports.sheets import sheet_of

LONGER_THAN_A_PAGE = "long-stem"


@cache
def written() -> bytes:
    return pdf.write(exam())


@cache
def as_read() -> Read:
    return read(written())


def starts(sheet: Sheet, text: str) -> list[int]:
    """Return where each question begins, then where the answer sheet does."""
    found, at = [], text.index("Marks:")
    for number, question in enumerate(sheet.questions, 1):
        first = stem(sheet, question)[0]
        begin = f"{number}{'' if is_reordered(first) else first}"
        at = text.index(begin, at)
        found.append(at)
        at += len(begin)
    return [*found, text.index("Answersheet,", at)]


def test_every_stem_and_option_is_there_in_its_order_as_it_was_written() -> None:
    sheet, text = exam(), as_read().text
    bounds = starts(sheet, text)
    for question, begin, end in zip(sheet.questions, bounds, bounds[1:], strict=False):
        part, at = text[begin:end], 0
        wanted = stem(sheet, question)
        if isinstance(question.body, Choice):
            for letter, option in zip("abcdefghijkl", question.body.options, strict=False):
                lines = list(said(sheet.inline(option.text))) or [""]
                wanted += [letter + lines[0], *lines[1:]]
        for line in wanted:
            if is_reordered(line):
                assert set(line) <= set(part), question.id
            else:
                assert line in part[at:], (question.id, line)
                at = part.index(line, at) + len(line)


def test_no_question_is_split_unless_it_needs_more_than_a_page() -> None:
    sheet, made = exam(), as_read()
    bounds = starts(sheet, made.text)
    split = [
        question.id
        for question, begin, end in zip(sheet.questions, bounds, bounds[1:], strict=False)
        if made.pages[begin] != made.pages[end - 1]
    ]
    assert split == [LONGER_THAN_A_PAGE]


def test_the_rules_to_write_on_stay_with_their_question() -> None:
    text = "".join(f"Q: Essay {n}?\nA: essay\n\nModel.\n\n" for n in range(30))
    made = PdfReader(io.BytesIO(pdf.write(sheet_of(f"---\ntitle: t\ndeck: d\n---\n\n{text}"))))
    asked = [page.extract_text().count("Essay") for page in made.pages[1:]]
    assert sum(asked) == 30
    assert len(asked) > 2
    # Three rules for each, and the one under the running head.
    assert [strokes(made, page) for page in made.pages[1:]] == [3 * count + 1 for count in asked]


def test_version_and_pages_are_on_every_page_behind_the_cover() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(written())).pages]
    assert all("Version A" in text for text in pages[:-1])
    assert "Answer sheet, version A" in pages[-1]
    assert all(f"Page {n} of {len(pages)}" in text for n, text in enumerate(pages, 1))


def test_the_cover_says_what_the_exam_is_and_how_it_goes() -> None:
    cover = PdfReader(io.BytesIO(written())).pages[0].extract_text()
    for told in ("14 July 2026", "90 minutes", "Student number", "90.67", "mark all of them"):
        assert told in cover
    own = replace(PAPER, instructions="Use ink.\n#pagebreak() *no* $markup$")
    cover = PdfReader(io.BytesIO(pdf.write(exam(own)))).pages[0].extract_text()
    assert "Use ink." in cover
    assert "#pagebreak() *no* $markup$" in cover
    assert "mark all of them" not in cover


def test_the_document_is_tagged_and_says_that_it_is_accessible() -> None:
    reader = PdfReader(io.BytesIO(written()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index] # - pypdf types no objects of files
    assert root["/Lang"] == "en"  # type: ignore[index] # - pypdf types no objects of files
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()  # type: ignore[index] # - pypdf types no objects of files
    assert reader.metadata is not None
    assert reader.metadata.title == exam().title
    assert 'A green square: \\<nasty> "alt"' in alternatives(written())


def test_all_fonts_are_embedded() -> None:
    fonts = all_fonts(written())
    assert len(fonts) > 5
    for font in fonts:
        assert font.get("/Subtype") == "/Type3" or {"/FontFile2", "/FontFile3"} & font.keys()
    names = {str(font.get("/FontName", "")) for font in fonts}
    for family in ("NotoSans-", "NotoSansCJK", "NotoSansThai", "NotoSansHebrew", "NotoSansArabic"):
        assert any(family in name for name in names), family


def test_the_date_of_the_document_is_the_exams() -> None:
    metadata = PdfReader(io.BytesIO(written())).metadata
    assert metadata is not None
    assert metadata.creation_date == dt.datetime(2026, 7, 14, tzinfo=dt.UTC)
    undated = PdfReader(io.BytesIO(pdf.write(exam(replace(PAPER, date=None))))).metadata
    assert undated is not None
    assert undated.creation_date is None


def test_versions_from_one_seed_are_the_same_bytes_and_others_differ() -> None:
    sheet = exam()

    def made(seed: str) -> list[bytes]:
        return [
            pdf.write(replace(sheet.only(one.questions), paper=replace(PAPER, version=one.name)))
            for one in versions(sheet.questions, 2, seed)
        ]

    first = made("s")
    assert first == made("s")
    assert len({*first, *made("t")}) == 4


@pytest.mark.parametrize(
    ("size", "width", "height"), [(PaperSize.A4, 210.0, 297.0), (PaperSize.LETTER, 215.9, 279.4)]
)
def test_both_sizes_of_paper(size: PaperSize, width: float, height: float) -> None:
    for page in PdfReader(io.BytesIO(pdf.write(exam(replace(PAPER, size=size))))).pages:
        assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(width, abs=0.1)
        assert float(page.mediabox.height) / 72 * 25.4 == pytest.approx(height, abs=0.1)


def test_large_print_has_18_points() -> None:
    large = pdf.write(exam(replace(PAPER, large=True)))
    page = PdfReader(io.BytesIO(large)).pages[2].get_contents()
    assert page is not None
    assert b" 18 Tf" in page.get_data()
    assert b" 10.5 Tf" not in page.get_data()


def test_a_character_without_a_font_is_said_and_printed_as_a_sign() -> None:
    sheet = sheet_of("---\ntitle: t\ndeck: d\n---\n\nQ: Is 𓀀 a man? {#bird}\nA: true\n")
    lost = registry.losses(FORMATS["pdf"], sheet)
    assert [loss.question for loss in lost] == ["bird"]
    assert "font missing" in lost[0].what
    assert "U+13000" in lost[0].what
    assert "Is�aman?" in read(pdf.write(sheet)).text


def test_a_picture_that_is_none_is_said_and_described() -> None:
    text = "---\ntitle: t\ndeck: d\n---\n\nQ: See ![a ship](ship.png)? {#ship}\nA: true\n"
    sheet = sheet_of(text, {"ship.png": b"\x89PNG broken"})
    lost = registry.losses(FORMATS["pdf"], sheet)
    assert [loss.what for loss in lost] == [
        "ship.png is no picture that can be set; its description is printed"
    ]
    assert "Seeaship?" in read(pdf.write(sheet)).text


def test_only_known_losses_of_the_torture_set() -> None:
    lost = registry.losses(FORMATS["pdf"], exam())
    assert {loss.question: loss.what for loss in lost} == {
        "dashes": "the hint, which is for practice, is not printed",
        "picture": "the picture pictures/missing.png, which is not there",
    }
    assert not any(loss.left_out for loss in lost)


def test_markup_of_authors_is_text() -> None:
    hostile = '#panic("x") $ a $ @label <label> *b* _c_ `d` = e // f /* g */ \\u{41} ~ -- ...'
    sheet = replace(exam(), title=hostile)
    assert bare(hostile) in read(pdf.write(sheet)).text
