"""HTML of decks as XHTML of QTI: what it allows stays, what it does not is changed or named."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from lxml import etree

from app.exports import FORMATS, registry
from app.exports.qti21.xhtml import MATHML, fill, loses
from app.exports.sheet import Sheet
from tests.exports.qti.evaluator12 import read
from tests.exports.qti.packages import opened
from tests.exports.sheets import sheet_of

FORMULA = (
    '<math alttext="a \\neq b" display="inline"><mrow><mi>a</mi><mo>≠</mo>'
    '<mpadded voffset="1em" width="0"><mi>b</mi></mpadded></mrow></math>'
)


def filled(html: str) -> str:
    parent = ET.Element("div")
    fill(parent, html, {"a.png": "images/a-1.png"})
    return ET.tostring(parent, encoding="unicode")


def with_formula() -> Sheet:
    """Return a sheet whose stem has a formula, as decks with formulas are rendered."""
    sheet = sheet_of("Q: FORMULA holds. Which follows? {#f}\n- [x] this\n- [ ] that\n")
    html = {one: text.replace("FORMULA", FORMULA) for one, text in sheet.html.items()}
    return replace(sheet, html=html)


def test_elements_without_content_are_closed_and_spaces_kept() -> None:
    assert filled("a<br>b&nbsp;c &amp; d") == "<div>a<br />b\xa0c &amp; d</div>"
    assert filled("<hr>") == "<div><hr /></div>"


def test_only_attributes_of_qti_stay() -> None:
    link = '<a href="https://example.org/?a=1&amp;b=2" title="there" rel="noopener">x</a>'
    assert filled(link) == '<div><a href="https://example.org/?a=1&amp;b=2">x</a></div>'
    assert filled('<ol start="3"><li>c</li></ol>') == "<div><ol><li>c</li></ol></div>"
    assert filled('<td class="align-right">1</td>') == '<div><td class="align-right">1</td></div>'


def test_pictures_get_their_address_and_an_alternative() -> None:
    assert filled('<img src="a.png">') == '<div><img src="images/a-1.png" alt="" /></div>'
    assert (
        filled('<img alt="a &gt; b" src="a.png" title="t">')
        == '<div><img src="images/a-1.png" alt="a &gt; b" /></div>'
    )


def test_a_quotation_holds_blocks_only() -> None:
    kept = "<blockquote>\n<p>one</p>\n</blockquote>"
    assert filled(kept) == f"<div>{kept}</div>"
    assert (
        filled("<blockquote>one <em>two</em><ul><li>x</li></ul> three</blockquote>")
        == "<div><blockquote><p>one <em>two</em></p><ul><li>x</li></ul><p> three</p>"
        "</blockquote></div>"
    )


def test_a_table_always_has_a_body() -> None:
    head = "<thead><tr><th>a</th></tr></thead>"
    wanted = "<div><table><tbody><tr><th>a</th></tr></tbody></table></div>"
    assert filled(f"<table>{head}</table>") == wanted
    assert filled(f"<table>{head}<tbody></tbody></table>") == wanted


def test_what_has_no_place_is_named() -> None:
    assert list(loses(['<ol start="3">', "<p>"])) == ["a numbered list begins with 1"]
    assert list(loses(['<ol start="1">', '<a href="x">'])) == []
    assert list(loses(['<a href="x" title="t">'])) == ["the titles of links and pictures"]
    sheet = sheet_of('Q: See [this](https://example.org "that"). {#t}\n- [x] a\n- [ ] b\n')
    losses = registry.write(FORMATS["qti21"], sheet).losses
    assert "the titles of links and pictures" in {loss.what for loss in losses}


def test_formulas_are_mathml_in_their_namespace() -> None:
    package = opened(FORMATS["qti21"].write(with_formula()))
    (math,) = etree.fromstring(package.files["items/f.xml"]).iter(f"{{{MATHML}}}math")
    assert math.get("alttext") == "a \\neq b"
    assert [etree.QName(one).localname for one in math.iter()] == [
        *("math", "mrow", "mi", "mo", "mpadded", "mi")
    ]
    assert "".join(math.itertext()) == "a≠b"
    assert not any("voffset" in one.attrib for one in math.iter())


def test_canvas_gets_formulas_as_mathml_in_its_html() -> None:
    package = opened(FORMATS["qti12"].write(with_formula()))
    (quiz,) = package.of_type("imsqti_xmlv1p2")
    assert FORMULA in read(package.xml(quiz.href))["f"].stem.text


def test_blackboard_gets_formulas_as_tex() -> None:
    text = FORMATS["blackboard"].write(with_formula()).decode()
    assert "<p>$$a \\neq b$$ holds." in text
    assert "math" not in text
