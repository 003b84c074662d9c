"""Tables: encodings, separators, Anki's headers, and what spreadsheets would run."""

from __future__ import annotations

import pytest

from app.exports.material import Shape, kind_of, read_material
from app.exports.material.tables import read_table
from app.exports.readers import ReadError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_encoding_and_separator_are_recognised(encoding: str, separator: str) -> None:
    rows = [("Tee", "hei\xdf"), ("Caf\xe9", "stark"), ("Wasser", "klar")]
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    kind, found = read_material(data, "words.csv", "auto", "p")
    assert kind == "csv"
    assert [(e.front, e.back) for e in found.entries] == rows


def test_quoted_cells_hold_separators_and_lines() -> None:
    found = read_table('term,definition\npot,"round, brown\nand warm"\n"say ""cup""",small\n')
    assert found.entries[0].kept is False
    assert [(e.front, e.back, e.where) for e in found.entries[1:]] == [
        ("pot", "round, brown\nand warm", "row 2"),
        ('say "cup"', "small", "row 4"),
    ]


def test_an_export_of_anki_says_what_its_columns_are() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n"
        "x1\t<b>pot</b>\tround<br>warm\tkitchen tea\n"
        "x2\t{{c1::Tea}} is hot\tsay it\t\n"
    )
    found = read_material(text.encode(), "deck.txt", "auto", "p")[1]
    assert [(e.shape, e.front, e.back, e.tags) for e in found.entries] == [
        (Shape.TERM, "**pot**", "round\nwarm", ("kitchen", "tea")),
        (Shape.CLOZE, "", "==1:Tea== is hot\nsay it", ()),
    ]


def test_rows_in_are_entries_out_and_empty_sides_are_said() -> None:
    found = read_table("a\tb\nc\t\n\td\ne\tf\n", "\t")
    assert found.cards == len(found.entries) == 4
    assert [e.why for e in found.entries if not e.kept] == [("one side is empty",)] * 2


def test_cells_that_spreadsheets_would_run_stay_texts() -> None:
    found = read_table("=1+1\t@SUM(A1)\n+cmd\t-2\n", "\t")
    assert [e.front for e in found.entries] == ["=1+1", "+cmd"]


@pytest.mark.parametrize("cell", ['"open', 'say "cup" now', '"a"b', '"', 'half" '])
def test_quotation_marks_that_are_no_csv_swallow_no_row(cell: str) -> None:
    found = read_table(f"{cell}\tb\nc\td\n{cell}\tf\n", "\t")
    assert [e.back for e in found.entries] == ["b", "d", "f"]


def test_a_text_is_no_table_and_zero_bytes_are_no_text() -> None:
    with pytest.raises(ReadError, match="no two columns"):
        read_table("one\ntwo\n")
    with pytest.raises(ReadError, match="zero bytes"):
        read_material(b"a\0b\0c", "x.txt", "text", "p")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"PK\3\4collection.anki2", "x", "apkg"),
        (b"PK\3\4word/document.xml", "x", "docx"),
        (b"PK\3\4imsmanifest.xml", "x.zip", "qti"),
        (b"<?xml version='1.0'?><!-- <quiz> --><questestinterop/>", "x.xml", "qti"),
        (b"<q:assessmentItem xmlns:q='http://example.org'/>", "", "qti"),
        (b"<quiz><question>assessmentItem</question></quiz>", "x.xml", "moodle-xml"),
        (b"anything", "x.apkg", "apkg"),
        (b"<!DOCTYPE html><p>x", "", "html"),
        (b"<?xml version='1.0'?><quiz/>", "", "moodle-xml"),
        (b"What?\nA. a\nB. b\nANSWER: A\n", "", "aiken"),
        (b"What? {=a ~b}", "", "gift"),
        (b"Tea {{c1::grows}} here", "", "text"),
        (b"pot\tround\ncup\tsmall\n", "", "tsv"),
        (b"pot\nround\n", "", "text"),
        (b"# Pot\n", "x.md", "markdown"),
    ],
)
def test_a_file_is_of_the_kind_that_it_looks_like(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind
