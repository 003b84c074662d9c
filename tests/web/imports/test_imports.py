"""Notes become a deck: pasted or uploaded, corrected pair by pair, published through the plan."""

from __future__ import annotations

import json

import pytest

from app.db import Access
from app.models import DeckDraft
from tests.exports.material.notes import TERM_FIRST, WEB_PAGE
from tests.exports.material.packages import archive, package
from tests.exports.material.test_hypertext import PIXEL, WORD
from tests.services.decks.course import question
from tests.web.author.conftest import Folder, folder, sandbox
from tests.web.author.desk import Desk
from tests.web.browser import Browser
from tests.web.imports.preview import URL, Preview, paste, send_file

__all__ = ["folder", "sandbox"]
NOTES = "pot\na vessel in which tea is brewed\ncup\na vessel from which tea is drunk"


def test_notes_are_pasted_corrected_and_published(folder: Folder, ines: Browser) -> None:
    shown = paste(ines, TERM_FIRST)
    assert shown.fields["title"] == "Unit 3 Flashcards"
    assert ("kettle", "a vessel in which water is brought to the boil for tea") in shown.pairs()
    shown.fields["front-1"] = "tea kettle"
    shown.fields["back-3"] = shown.fields["back-3"].replace("fresh", "fine")
    reply = shown.press("draft")
    assert reply.status_code == 303
    desk = Desk(ines, reply.location.removesuffix("/plan"))
    assert desk.publish().location.endswith("?said=deck-published")
    fronts = set(folder.notes())
    assert {"tea kettle", "steeping", "Infuser", "Caddy"} <= fronts
    assert len(fronts) == 6


def test_pairs_are_flipped_merged_split_dropped_and_kept(folder: Folder, ines: Browser) -> None:
    shown = paste(ines, NOTES)
    flipped = shown.after("flip-0")
    assert flipped.pairs()[0] == ("a vessel in which tea is brewed", "pot")
    merged = shown.after("merge-0")
    assert merged.pairs() == [
        ("pot", "a vessel in which tea is brewed\ncup\na vessel from which tea is drunk")
    ]
    assert merged.after("split-0").pairs() == shown.pairs()
    dropped = shown.after("drop-1")
    assert "1 left out" in dropped.reply.text
    assert "1 left out" not in dropped.after("keep-1").reply.text
    assert dropped.pairs() == shown.pairs()


def test_boilerplate_and_repeats_are_left_out_and_say_why(folder: Folder, ines: Browser) -> None:
    text = paste(ines, WEB_PAGE).reply.text
    assert "repeats lines 1\N{EN DASH}6" in text
    assert "looks like the furniture of a web page" in text


def test_cards_that_the_course_has_are_left_out(folder: Folder, ines: Browser) -> None:
    folder.write("a.md", question("What is loyalty?", "Coming back."))
    folder.apply()
    shown = paste(ines, "Q: What is loyalty?\nA: Coming back.\n\nQ: And tea?\nA: A drink.")
    assert "the course has this card already" in shown.reply.text
    assert [json.loads(shown.fields[f"entry-{n}"])["kept"] for n in range(2)] == [False, True]


def test_a_preview_is_downloaded_as_a_deck(folder: Folder, ines: Browser) -> None:
    shown = paste(ines, NOTES)
    shown.fields["title"] = "Tee \N{EM DASH} \u8336"
    reply = shown.press("download")
    assert reply.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''Tee%20")
    assert "pot\n:   a vessel in which tea is brewed\n" in reply.text


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("title", "", "Give the deck a title."),
        ("back-0", " ", "Some entries have an empty side."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    folder: Folder, ines: Browser, field: str, value: str, problem: str
) -> None:
    shown = paste(ines, NOTES)
    shown.fields |= {"title": "Tea", field: value}
    reply = shown.press("draft")
    assert reply.status_code == 422
    assert problem in reply.text
    assert Preview(ines, reply).pairs()[1] == shown.pairs()[1]


def test_a_package_comes_with_its_pictures_and_losses(folder: Folder, ines: Browser) -> None:
    data = package(is_new=True, files={"pot.png": PIXEL})
    shown = Preview(ines, send_file(ines, data, "tea.apkg"))
    assert "the sound x.mp3, which decks cannot have" in shown.reply.text
    assert ("Look ![](img/pot.png)", "A pot") in shown.pairs()
    assert shown.press("draft").status_code == 303
    with folder.database.transaction(Access.READ) as session:
        draft = session.query(DeckDraft).one()
        assert "{#anki:abc1 tags=" in draft.text


def test_the_clipboards_html_keeps_lists(folder: Folder, ines: Browser) -> None:
    reply = ines.post(URL, {"text": "kettle", "rich": WORD, "kind": "auto"})
    assert ("Signs of good tea", "clear colour\nfresh smell") in Preview(ines, reply).pairs()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "x.apkg", "damaged, or it is none"),
        (archive({"../x": b""}), "x.apkg", "points out of it"),
        (b"a\0b", "x.txt", "zero bytes"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><quiz/>", "x.xml", "has a DOCTYPE"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    folder: Folder, ines: Browser, data: bytes, name: str, why: str
) -> None:
    reply = send_file(ines, data, name)
    assert reply.status_code == 422
    assert why in reply.text


def test_neither_a_text_nor_a_file_is_said(folder: Folder, ines: Browser) -> None:
    reply = ines.post(URL, {"text": " ", "kind": "auto"})
    assert reply.status_code == 422
    assert "Paste a text, or choose a file." in reply.text


@pytest.mark.parametrize(
    "fields",
    [
        {"count": "x"},
        {"count": "-1"},
        {"count": "1"},
        {"count": "1", "entry-0": "[" * 50_000},
        {"count": "1", "entry-0": '{"shape": "term"}'},
        {"count": "99999999999999999999"},
        {"count": "0", "losses": "[1]"},
    ],
)
def test_a_preview_that_is_none_of_ours_is_a_400(
    folder: Folder, ines: Browser, fields: dict[str, str]
) -> None:
    assert ines.post(f"{URL}/entries", fields).status_code == 400


@pytest.mark.parametrize("do", ["flip-9999999999", "flip-x", "split-\u0664", "merge-1", "x", ""])
def test_an_unknown_button_changes_nothing(folder: Folder, ines: Browser, do: str) -> None:
    shown = paste(ines, NOTES)
    assert shown.after(do).pairs() == shown.pairs()
