"""Anki packages of both formats: no card is lost silently, GUIDs stay, evil ones are refused."""

from __future__ import annotations

import sqlite3
import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
import zstandard

from app.decks import parse
from app.decks.check import check
from app.exports.material import Material, Shape, deck_markdown
from app.exports.material.apkg import read_apkg
from app.exports.readers import ReadError
from tests.exports.material.packages import BASIC, archive, collection, package
from tests.exports.material.test_hypertext import PIXEL


@pytest.fixture(params=[False, True], ids=["legacy", "zstd"])
def is_new(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def cards_out(found: Material) -> int:
    parsed = parse(deck_markdown("x", found.entries), "x.md")
    assert [fault for fault in check([parsed]) if fault.severity == "error"] == []
    return sum(len(note.cards) for note in parsed.deck.notes)


def test_notes_come_with_sides_clozes_pictures_and_guids(is_new: bool) -> None:
    found = read_apkg(package(is_new=is_new, files={"pot.png": PIXEL}), "p")
    assert found.title == "Tea / Pots"
    assert [(e.shape, e.front, e.back, e.id) for e in found.entries] == [
        (Shape.QUESTION, "What is in the **pot**?", "Tea\\\nand water", "anki:q.29.W.7b.e"),
        (Shape.TERM, "caddy", "a box with a lid", "anki:abc1"),
        (
            Shape.CLOZE,
            "",
            "==1:Tea== grows in ==2:Assam^where^==\n\n> **Remark:** India",
            "anki:abc2",
        ),
        (Shape.QUESTION, "Look ![](p/pot.png)", "A pot", "anki:abc4"),
    ]
    assert found.pictures == {"p/pot.png": PIXEL}
    assert [(loss.what, loss.left_out) for loss in found.losses] == [
        ("one side of it has no text", True),
        ("the sound x.mp3, which decks cannot have", False),
    ]


def test_cards_in_are_cards_out_and_named_losses(is_new: bool) -> None:
    found = read_apkg(package(is_new=is_new, files={"pot.png": PIXEL}), "p")
    assert found.cards == 7
    assert found.cards == cards_out(found) + sum(loss.left_out for loss in found.losses)


def test_a_picture_that_is_not_there_is_named(is_new: bool) -> None:
    found = read_apkg(package(is_new=is_new), "p")
    assert "the picture pot.png, which is not in the package or of another kind" in {
        loss.what for loss in found.losses
    }


def test_names_from_inside_are_never_paths(is_new: bool) -> None:
    rows = [("a", BASIC, '<img src="../../etc/x.png">\x1fback', 1)]
    found = read_apkg(package(rows, is_new=is_new, files={"../../etc/x.png": PIXEL}), "p")
    assert list(found.pictures) == ["p/x.png"]


@pytest.mark.parametrize(
    "more",
    [
        "create view evil as with recursive r(x) as (select 1 union all select x+1 from r)"
        " select x from r;",
        "create trigger evil after insert on notes begin delete from notes; end;",
        "create virtual table evil using fts5(x);",
    ],
    ids=["view", "trigger", "virtual table"],
)  # fmt: skip
def test_a_collection_with_programs_is_refused(more: str, is_new: bool) -> None:
    with pytest.raises(ReadError, match="Such a package is not read"):
        read_apkg(package(is_new=is_new, more=more), "p")


def test_a_table_that_is_a_view_instead_is_refused() -> None:
    more = "drop table notes; create view notes as select 1 id, 'a' guid, 1 mid, '' tags, 'x' flds;"
    with pytest.raises(ReadError, match="has a view"):
        read_apkg(package(more=more), "p")


def test_columns_that_compute_are_refused() -> None:
    more = (
        "drop table notes; create table notes (id integer primary key, mid integer, tags text,"
        " flds text, guid text generated always as (upper(flds)));"
        " insert into notes (id, mid, tags, flds) values (1, 1, '', 'a' || char(31) || 'b');"
    )
    with pytest.raises(ReadError, match="column that computes"):
        read_apkg(package([], more=more), "p")


def test_a_write_ahead_log_does_not_keep_a_collection_closed() -> None:
    data = bytearray(collection())
    data[18:20] = b"\2\2"
    found = read_apkg(archive({"collection.anki21": bytes(data), "media": b"{}"}), "p")
    assert len(found.entries) == 4


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ({"readme": b""}, "no Anki collection"),
        ({"collection.anki2": b"hello"}, "no SQLite"),
        ({"collection.anki2": b"SQLite format 3\0" + b"\xff" * 4000}, "damaged"),
        ({"collection.anki21b": b"hello"}, "damaged"),
        ({"collection.anki2": collection()[:4096]}, "damaged"),
        ({"../x": b"", "collection.anki2": b""}, "points out of it"),
        ({"/x": b"", "collection.anki2": b""}, "points out of it"),
        ({"c:\\x": b"", "collection.anki2": b""}, "points out of it"),
        ({"collection.anki2": collection(), "media": b"["}, "settings cannot be read"),
        ({"collection.anki2": collection(), "media": b"[" * 100_000}, "settings cannot be read"),
    ],
)
def test_a_damaged_or_evil_package_is_refused_by_name(entries: dict[str, bytes], why: str) -> None:
    with pytest.raises(ReadError, match=why):
        read_apkg(archive(entries), "p")


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    with pytest.raises(ReadError, match="times its size"):
        read_apkg(archive({"0": bytes(2**25), "collection.anki2": b""}), "p")
    bomb = zstandard.ZstdCompressor().compress(bytes(2**27))
    with pytest.raises(ReadError, match="unpacks to more than 64 MB"):
        read_apkg(archive({"collection.anki21b": bomb}), "p")


def test_links_and_thousands_of_files_are_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        link = ZipInfo("media")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    with pytest.raises(ReadError, match="is a link"):
        read_apkg(out.getvalue(), "p")
    with pytest.raises(ReadError, match=r"more than 5,000 files"):
        read_apkg(archive({f"{n}": b"" for n in range(5_001)}), "p")


def test_no_archive_is_refused() -> None:
    whole = package()
    for data in (b"", b"PK\3\4", whole[: len(whole) // 2], sqlite3.sqlite_version.encode()):
        with pytest.raises(ReadError, match="damaged"):
            read_apkg(data, "p")
