"""Cards said in forms are written into the draft, pictures among them."""

from __future__ import annotations

import html
import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from app.decks import parse
from app.decks.model import Kind
from tests.web.author.conftest import Folder
from tests.web.author.desk import Desk, begin
from tests.web.browser import Browser

PNG = b"\x89PNG\r\n\x1a\n" + b"some dots"
FORMS = {
    Kind.TERM: {"front": "Customer churn", "back": "The loss of customers.", "accept": "churn"},
    Kind.QUESTION: {"front": "Why do they leave?", "back": "Others offer more.\r\n\r\nOften."},
    Kind.CLOZE: {"front": "Keeping costs less than winning.", "lines": "less"},
    Kind.LIST: {"front": "Two ways", "ask": "Name two ways.", "lines": "ask\r\nwatch"},
    Kind.STEPS: {"front": "A complaint", "lines": "listen\r\nask\r\nact"},
    Kind.CONTRAST: {
        "front": "For and against", "left": "For", "right": "Against",
        "lines": "call\r\nlisten", "others": "forget\r\ntalk",
    },
    Kind.TABLE: {"front": "Service", "lines": "Stage\tAim\r\nbefore\ttrust"},
    Kind.CHOICE: {"front": "Which one?", "lines": "this", "others": "that\r\nanother"},
    Kind.TRUE_FALSE: {"front": "Satisfied customers stay.", "truth": "false"},
    Kind.SHORT_ANSWER: {"front": "What is it called?", "lines": "churn\r\ncustomer churn"},
    Kind.NUMERIC: {"front": "How many?", "value": "45", "unit": "%", "tolerance": "1"},
    Kind.MATCHING: {
        "front": "Match.", "left": "Practice", "right": "Sold",
        "lines": "up\r\ncross", "others": "dearer\r\nrelated",
    },
    Kind.ORDERING: {"front": "Put in order.", "lines": "plan\r\ndo"},
    Kind.ESSAY: {"front": "Discuss.", "back": "A good answer."},
}  # fmt: skip


def text_of(desk: Desk) -> str:
    """Return the draft's text, as the page has it."""
    shown = desk.open().partition("<textarea")[2].partition(">\n")[2]
    return html.unescape(shown.partition("</textarea>")[0])


def test_every_kind_has_a_form_that_adds_its_card(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    offered = ines.get(f"{desk.url}/cards").text
    for kind, fields in FORMS.items():
        assert f"{desk.url}/cards/{kind}" in offered
        assert ines.get(f"{desk.url}/cards/{kind}").status_code == 200
        reply = ines.post(f"{desk.url}/cards/{kind}", fields)
        assert reply.status_code == 303, reply.text
    parsed = parse(text_of(desk), "a.md")
    assert [note.kind for note in parsed.deck.notes] == list(FORMS)
    assert not parsed.diagnostics


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_form_comes_back_with_what_is_missing(
    folder: Folder, ines: Browser, kind: Kind
) -> None:
    desk = begin(ines)
    before = text_of(desk)
    reply = ines.post(f"{desk.url}/cards/{kind}", {"front": " "})
    assert reply.status_code == 422
    assert "The card was not added" in reply.text
    assert text_of(desk) == before


def test_what_was_typed_is_still_there_after_a_fault(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    reply = ines.post(f"{desk.url}/cards/choice", {"front": "Which one?", "lines": "this"})
    assert reply.status_code == 422
    assert "Which one?" in reply.text


def test_a_card_with_a_picture_is_published_and_shows_it(
    folder: Folder, ines: Browser, ann: Browser
) -> None:
    desk = begin(ines)
    fields = FORMS[Kind.QUESTION] | {"alt": "a funnel [narrow]"}
    reply = send_picture(ines, f"{desk.url}/cards/question", fields)
    assert reply.status_code == 303, reply.text
    assert "![a funnel narrow](img/funnel.png)" in text_of(desk)
    assert desk.publish().location.endswith("said=deck-published")
    address = ines.get(f"{desk.url.replace('author', 'courses')}").text
    picture = address.partition('src="/media/')[2].partition('"')[0]
    assert ann.get(f"/media/{picture}").data == PNG
    assert folder.apply().summary["retired"] == 0
    assert "Nothing to publish" in desk.plan().text


def test_a_picture_is_seen_in_the_preview_by_authors_alone_before_it_is_published(
    folder: Folder, ines: Browser, ann: Browser, otto: Browser
) -> None:
    desk = begin(ines)
    assert send_picture(ines, f"{desk.url}/pictures", {"alt": "a funnel"}).status_code == 303
    desk.open()
    shown = desk.send("Q: What is this? ![a funnel](img/funnel.png)\nA: A funnel.\n", "preview")
    picture = "/media/" + shown.text.partition('src="/media/')[2].partition('"')[0]
    assert [who.get(picture).status_code for who in (ines, ann, otto)] == [200, 404, 404]


@pytest.mark.parametrize(
    ("data", "alt", "said"),
    [
        (b"no picture", "a funnel", "is no PNG"),
        (PNG + b"x" * (2 * 2**20), "a funnel", "larger than 2 MB"),
        (PNG, " ", "needs words that say what it shows"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a funnel", "The picture"),
    ],
)
def test_a_picture_that_will_not_do_is_refused_and_nothing_kept(
    folder: Folder, ines: Browser, data: bytes, alt: str, said: str
) -> None:
    desk = begin(ines)
    before = text_of(desk)
    reply = send_picture(ines, f"{desk.url}/pictures", {"alt": alt}, data)
    assert reply.status_code == 422
    assert said in reply.text
    assert text_of(desk) == before


def send_picture(
    browser: Browser, path: str, fields: dict[str, str], data: bytes = PNG
) -> TestResponse:
    file = FileStorage(io.BytesIO(data), filename="../../Funnel.png")
    reply = browser.post(path, fields | {"file": file})
    reply.request.environ["wsgi.input"].close()  # a large body is a temporary file of the client
    return reply
