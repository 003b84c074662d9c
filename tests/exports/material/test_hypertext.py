"""Pages, what Word puts on the clipboard, and Word's own documents."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from app.exports.material import Shape
from app.exports.material.document import read_docx
from app.exports.material.hypertext import read_html
from app.exports.readers import ReadError

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "60606060000000050001a5f645400000000049454e44ae426082"
)
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {}</style></head>
<body><h1>Teapots</h1><p class=MsoNormal>kettle</p>
<p class=MsoNormal>a vessel in which <b>water</b> is brought to the boil</p>
<p class=MsoNormal>Signs of good tea</p>
<p class=MsoListParagraphCxSpFirst><!--[if !supportLists]--><span>\u00b7<span>&nbsp;&nbsp; </span>
</span><!--[endif]-->clear colour</p>
<p class=MsoListParagraphCxSpLast><span>\u00b7<span>&nbsp; </span></span>fresh smell</p>
<table><tr><th>Term</th><th>Meaning</th></tr><tr><td><p>caddy</p></td><td>a box with a lid</td></tr>
</table></body></html>"""


def test_what_is_pasted_from_word_keeps_lists_tables_and_emphasis() -> None:
    found = read_html(WORD, "p")
    assert [(e.shape, e.front, e.back) for e in found.entries if e.kept] == [
        (Shape.TERM, "kettle", "a vessel in which **water** is brought to the boil"),
        (Shape.LIST, "Signs of good tea", "clear colour\nfresh smell"),
        (Shape.TERM, "caddy", "a box with a lid"),
    ]
    assert found.title == "Teapots"


def test_a_wide_table_is_one_of_cards_to_be_named() -> None:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in ("abc", "123"))
    html = f"<p>x</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    table = read_html(html, "p").entries[-1]
    assert (table.shape, table.front) == (Shape.TABLE, "Table 1")
    assert table.back == "| a | b | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |"


def test_pictures_in_a_page_are_files_and_others_are_named_as_lost() -> None:
    encoded = b64encode(PIXEL).decode()
    html = (
        f'<p>pot</p><p>a thing like <img src="data:image/png;base64,{encoded}" alt="Pot"> it or '
        '<img src="https://example.org/x.png" alt="far"></p>'
    )
    found = read_html(html, "p")
    assert found.pictures == {"p/picture.png": PIXEL}
    assert [loss.what for loss in found.losses] == [
        "the picture https://example.org/x.png, which is not in the file"
    ]
    assert "![Pot](p/picture.png)" in found.entries[0].back


def document() -> bytes:
    made = Document()
    made.add_heading("Teapots", 1)
    made.add_paragraph("kettle")
    made.add_paragraph("a vessel in which water is brought to the boil")
    made.add_paragraph("Signs of good tea")
    made.add_paragraph("clear colour", style="List Bullet")
    made.add_paragraph("fresh smell", style="List Bullet")
    table = made.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "caddy", "a box with a lid"
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_document_keeps_headings_lists_and_tables() -> None:
    found = read_docx(document(), "p")
    assert found.title == "Teapots"
    assert [(e.shape, e.front, e.back) for e in found.entries if e.kept] == [
        (Shape.TERM, "kettle", "a vessel in which water is brought to the boil"),
        (Shape.LIST, "Signs of good tea", "clear colour\nfresh smell"),
        (Shape.TERM, "caddy", "a box with a lid"),
    ]


def changed(data: bytes, name: str, text: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, text if entry == name else old.read(entry))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_entities_is_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode(encoding)
    with pytest.raises(ReadError, match="declares entities"):
        read_docx(changed(document(), "word/document.xml", bomb), "p")


@pytest.mark.parametrize("text", [b"", b"<x", b"<w:document/>", b"\xff\xfe\0"])
def test_a_damaged_document_is_refused(text: bytes) -> None:
    with pytest.raises(ReadError):
        read_docx(changed(document(), "word/document.xml", text), "p")


def test_another_archive_is_no_document() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(ReadError, match="no Word document"):
        read_docx(out.getvalue(), "p")
