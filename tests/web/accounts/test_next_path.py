from __future__ import annotations

from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.accounts.next_path import safe_next

HERE = "http://retain.example/login"

HOSTILE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\x00//evil.example",
    " //evil.example",
    "/ /evil.example",
    "https:evil.example",
    "https://evil.example",
    "https:/evil.example",
    "HTTPS:\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "?next=x",
    "#x",
    "",
    "/%2Fevil.example",
    "/%2f%2fevil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "/%252Fevil.example",
    "/%25252Fevil.example",
    "/%0d%0aSet-Cookie:x=1",
    "/x/..//evil.example",
    "/./\\evil.example",
    "/x/../../evil",
    "/ünïcode",
    "/\ud800",
    "/\u2028/evil.example",
    "/" + "a" * 2000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_lead_elsewhere_leads_home(text: str) -> None:
    assert safe_next(text) == "/"


@pytest.mark.parametrize(
    "path",
    ["/", "/courses/crm", "/study/crm?mode=deck:5f0c&x=a%20b", "/join/ACDE-FGHJ", "/a/b#note-1"],
)
def test_a_path_of_this_site_stays_as_it_is(path: str) -> None:
    assert safe_next(path) == path


def test_nothing_leads_home() -> None:
    assert safe_next(None) == "/"


PIECES = st.sampled_from(["/", "\\", "//", ".", "..", ":", "?", "#", "@", "%2f", "%5C", "%2525"])
PATHS = st.lists(PIECES | st.sampled_from(["evil.example", "a", "\t", "\n", "https"])).map("".join)


@given(st.text() | PATHS | PATHS.map(quote) | PATHS.map(lambda path: f"/{path}"))
def test_however_it_is_read_it_stays_on_this_site(text: str) -> None:
    wanted = safe_next(text)
    assert wanted in ("/", text)
    for reading in (wanted, unquote(wanted), unquote(unquote(wanted)), wanted.replace("\\", "/")):
        there = urlsplit(urljoin(HERE, reading))
        assert (there.scheme, there.netloc) == ("http", "retain.example")
        assert reading.startswith("/")
        assert not reading.startswith(("//", "/\\"))
