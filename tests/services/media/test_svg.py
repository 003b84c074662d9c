"""SVG: drawing goes through, what editors leave is dropped, all else refuses the file."""

from __future__ import annotations

import pytest

from app.services.media.kinds import SVG, PictureRefusedError, examine

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def cleaned(inside: str, head: str = HEAD) -> str:
    kind, data = examine(f"{head}{inside}</svg>".encode())
    assert kind == SVG
    return data.decode()


def test_a_drawing_comes_through() -> None:
    drawing = (
        '<title>A funnel</title><defs><linearGradient id="g"><stop offset="0" '
        'stop-color="#fff"></stop></linearGradient></defs>'
        '<path d="M0 0L9 9" fill="url(#g)"></path><text x="1" y="2">a &lt; b</text>'
    )
    assert cleaned(drawing) == f"{HEAD}{drawing}</svg>"


def test_a_prefix_makes_no_difference() -> None:
    text = '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g></s:g></s:svg>'
    assert examine(text.encode())[1] == b'<svg xmlns="http://www.w3.org/2000/svg"><g></g></svg>'


def test_links_within_the_drawing_stay() -> None:
    head = HEAD.replace(">", ' xmlns:xlink="http://www.w3.org/1999/xlink">')
    assert '<use href="#a">' in cleaned('<use xlink:href="#a"/>', head)


def test_what_editors_leave_behind_is_dropped() -> None:
    head = HEAD.replace(
        ">", ' xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:version="1" data-x="y">'
    )
    inside = (
        "<!-- made by hand --><metadata><any><thing/></any></metadata><i:grid/><g i:label='a'/>"
    )
    assert cleaned(inside, head) == f"{HEAD}<g></g></svg>"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<p xmlns='http://www.w3.org/1999/xhtml'>x</p>",
        "<g onclick='alert(1)'/>",
        "<a href='https://example.org'>x</a>",
        "<use href='https://example.org/a.svg#b'/>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<image href='https://example.org/a.png'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='x'/>",
        "<style>@import url(https://example.org)</style>",
        "<style>g { background: u\\72l(x) }</style>",
        "<style>g { fill: url( 'https://example.org' ) }</style>",
        "<style>@imp<![CDATA[ort]]> 'x'</style>",
        "<g style='background: url(//example.org)'/>",
        "<g fill='url(https://example.org)'/>",
        "<g unknown='1'/>",
        "<g>" * 70 + "</g>" * 70,
    ],
)
def test_what_is_not_known_to_be_harmless_refuses_the_file(inside: str) -> None:
    with pytest.raises(PictureRefusedError, match="in line 1"):
        cleaned(inside)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + "&a;</svg>", "DOCTYPE"),
        ('<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + HEAD + "</svg>", "DOCTYPE"),
        (HEAD, "cannot be read"),
        (HEAD + "&nothing;</svg>", "cannot be read"),
        ("<html><svg></svg></html>", "<html>"),
        ("<svg></svg>", "<svg>"),
        ('<?xml version="1.0" encoding="nonsense"?>' + HEAD + "</svg>", "cannot be read"),
    ],
)
def test_what_is_no_plain_svg_is_refused(text: str, why: str) -> None:
    with pytest.raises(PictureRefusedError, match=why):
        examine(text.encode())


def test_the_line_is_named() -> None:
    with pytest.raises(PictureRefusedError, match="<script>, which is not allowed, in line 3"):
        cleaned("\n\n<script/>")
