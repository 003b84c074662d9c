"""Nothing in a deck can script, style, frame, identify or phone home."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decks.rendering import plain_text, render
from app.decks.rendering.formulas import ELEMENTS, may_stay
from app.decks.rendering.html import ALIGNMENTS, TAGS, is_local_picture, sanitise

RAW = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.org/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<div style="position:fixed">x</div>',
    "<style>body { display: none }</style>",
    "<iframe src='https://e.org'></iframe>",
    "<form action=/logout><button>Go</button></form>",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href=//e.org>",
    "<meta http-equiv=refresh content=0>",
    "<!-- comment --><b>x</b>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<p id=login class=cloze>x</p>",
    "</mark></p></main><h1>x</h1>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>alert(1)</script>`",
    "\\<script>alert(1)\\</script>",
]
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "javascript&colon;alert(1)",
    "java\tscript:alert(1)",
    "&#x1;javascript:alert(1)",
    "vbscript:x",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "file:///etc/passwd",
    "//e.org/x",
    "/\\e.org",
    "/logout",
    "other.md",
    "tel:1",
]


class Inspector(HTMLParser):
    """Fails on any element or attribute that a stored fragment may not have."""

    OPEN = frozenset({"br", "hr", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            self.check(tag, name, value or "")
        if tag not in self.OPEN:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def check(self, tag: str, name: str, value: str) -> None:
        match tag, name:
            case "a", "href":
                assert re.match(r"(?i)(https?://|mailto:)", value)
            case "a", "rel":
                assert value == "noopener noreferrer"
            case "img", "src":
                assert is_local_picture(value)
            case "mark" | "span", "class":
                assert value in {"cloze", "blank", "remote-picture"}
            case "td" | "th", "class":
                assert value in ALIGNMENTS | {""}
            case "math", "display":
                assert value in {"block", "inline"}
            case _ if tag in ELEMENTS:
                assert may_stay(name, value)
            case _:
                assert (tag, name) in {
                    ("math", "alttext"),
                    ("a", "title"), ("img", "alt"), ("img", "title"), ("ol", "start"),
                }  # fmt: skip


@pytest.mark.parametrize("inline", [False, True], ids=["block", "inline"])
@pytest.mark.parametrize("raw", RAW)
def test_raw_html_shows_as_text(raw: str, *, inline: bool) -> None:
    html = render(f"before {raw} after", inline=inline)
    Inspector(html)
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "code"}
    shown = plain_text(html)
    assert shown.startswith("before ")
    assert shown.endswith(" after")
    assert "alert(1)" in shown or "alert" not in raw


def test_raw_html_on_its_own_line_shows_as_text_too() -> None:
    html = render("<script>\nalert(1)\n</script>\n\n<div>\n\n*x*\n\n</div>")
    assert html == (
        "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n<p>&lt;div&gt;</p>\n"
        "<p><em>x</em></p>\n<p>&lt;/div&gt;</p>"
    )


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "pattern", ["[x]({})", "[x](<{}>)", "[x][r]\n\n[r]: {}", "<{}>"], ids=str.split
)
def test_links_that_are_not_web_or_mail_lose_their_address(pattern: str, address: str) -> None:
    html = render(pattern.format(address))
    Inspector(html)
    assert "href" not in html


@pytest.mark.parametrize(
    ("markdown", "address"),
    [
        ("[x](https://e.org/a?b=c&d)", "https://e.org/a?b=c&amp;d"),
        ("[x](HTTP://e.org)", "HTTP://e.org"),
        ("<https://e.org>", "https://e.org"),
        ("<who@e.org>", "mailto:who@e.org"),
        ("[x](mailto:who@e.org)", "mailto:who@e.org"),
    ],
)
def test_web_and_mail_links_stay_and_tell_nobody_where_they_were(
    markdown: str, address: str
) -> None:
    html = render(markdown)
    Inspector(html)
    assert f'<a href="{address}" rel="noopener noreferrer">' in html


@pytest.mark.parametrize(
    "address", ["pics/a.png", "a.svg", "./a.png", "deep/er/a%20b.png", "ä.png", "a..b.png"]
)
def test_pictures_of_the_deck_stay(address: str) -> None:
    assert f'<img alt="A" src="{address}"' in render(f"![A]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org/a.png",
        "//e.org/a.png",
        "/a.png",
        "../a.png",
        "x/../../a.png",
        "%2e%2e/a.png",
        "%252e%252e/a.png",
        "..\\a.png",
        "http&#58;//e.org/a.png",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "a.png?track=1",
        f"/media/{'a' * 64}",
    ],
)
def test_any_other_picture_becomes_its_words_and_a_note(address: str) -> None:
    html = render(f"see ![A graph]({address}) here")
    Inspector(html)
    assert "<img" not in html
    assert plain_text(html) == "see A graph (picture from another site, not shown) here"
    assert ("href" in html) == address.startswith("http")


def test_pictures_are_shown_from_where_they_are_served() -> None:
    served = {"img/a.png": f"/media/{'0' * 64}"}
    html = render("[![A](img/a.png)](https://e.org) and ![B](img/a.png)", pictures=served)
    assert html.count(f'src="/media/{"0" * 64}"') == 2
    assert html.count("<a ") == 1


def test_a_picture_that_is_not_served_becomes_its_words() -> None:
    assert plain_text(render("![A](b.png)", pictures={})) == "A (picture not found)"
    foreign = render(f"![A](/media/{'0' * 64})", pictures={"b.png": f"/media/{'1' * 64}"})
    assert "<img" not in foreign


def test_a_remote_picture_without_words_shows_its_address() -> None:
    html = render("![](https://e.org/a.png)")
    assert plain_text(html).startswith("https://e.org/a.png (picture")


def test_a_remote_picture_within_a_link_makes_no_link_in_a_link() -> None:
    html = render("[![A](https://e.org/a.png)](https://e.org)")
    Inspector(html)
    assert html.count("<a ") == 1


def test_the_sanitiser_alone_lets_nothing_through() -> None:
    for raw in RAW:
        Inspector(sanitise(raw))
    assert sanitise('<img src="https://e.org/a.png" alt="x">') == '<img alt="x">'
    assert sanitise('<p id="a" class="cloze" style="x" onclick="y">z</p>') == "<p>z</p>"
    assert sanitise('<span class="blank evil">z</span>') == '<span class="blank">z</span>'
    assert sanitise('<a src="a.png" href="x">z</a>') == '<a rel="noopener noreferrer">z</a>'


@pytest.mark.parametrize(
    "path", ["", " ", "/a", " /a", "a/../b", "a/ .. /b", "a\nb", "c:a", "100%"]
)
def test_what_is_no_path_below_the_deck_is_no_local_picture(path: str) -> None:
    assert not is_local_picture(path)


PIECES = st.sampled_from(
    [
        *RAW, *ADDRESSES, "[", "]", "(", ")", "![", "](",
        "$", "$$", r"\text{", r"\href{", "}", r"\style{", r"\hspace{9",
        "<", ">", '"', "'", "`", "```", "*",
        "_", "|", "-", "\n", "\n\n", "    ", "> ", ": ", "&", "&#x3c;", "\\", "\ue000", "\ue001",
        "\ue002", "\ue003", "\x02", "\x03", "\0", "wzxhzdk:0", "a", "ü", "://", "\u2028", "\ud800",
    ]
)  # fmt: skip


@given(markdown=st.lists(PIECES, max_size=12).map("".join), inline=st.booleans())
def test_no_mixture_of_hostile_pieces_gets_through(markdown: str, *, inline: bool) -> None:
    Inspector(render(markdown, inline=inline))
