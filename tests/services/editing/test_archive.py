"""Archives of anybody: sizes are counted, names are names, and what is broken is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.editing import archive
from app.services.editing.archive import ArchiveRefusedError, pack, unpack


def packed(*files: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return data.getvalue()


def test_what_is_packed_comes_out_and_twice_the_same() -> None:
    files = [("b/notes.md", b"Words."), ("a.md", b"More."), ("b/img/x.png", b"dots")]
    data = pack(files)
    found = unpack(data)
    assert found.decks == {"b/notes.md": b"Words.", "a.md": b"More."}
    assert found.pictures == {"b/img/x.png": b"dots"}
    assert data == pack(reversed(files))


ODD = ["../a.md", "/a.md", "a/../../b.md", "C:\\a.md", "a\\b.md", ".hidden.md", "__MACOSX/a.md"]
WORSE = ["~a.md", "a\n.md", "a.exe", "a", "x" * 400 + ".md", "a%2e.md", " a.md", "b/ /a.md"]


@pytest.mark.parametrize("name", ODD + WORSE)
def test_a_name_that_leads_elsewhere_is_left_aside(name: str) -> None:
    found = unpack(packed((name, b"Words."), ("good.md", b"Words.")))
    assert list(found.decks) == ["good.md"]
    assert len(found.left) == 1


def test_what_unpacks_to_more_than_it_says_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(("a.md", b"\0" * (600 * 1024)))
    with pytest.raises(ArchiveRefusedError, match="too large"):
        unpack(bomb)
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    with pytest.raises(ArchiveRefusedError, match="too large"):
        unpack(packed(("a.md", b"a" * 600), ("b.md", b"b" * 600)))


def test_too_many_files_are_refused() -> None:
    many = packed(*((f"{n}.md", b"") for n in range(archive.MOST_FILES + 1)))
    with pytest.raises(ArchiveRefusedError, match="more than 500 files"):
        unpack(many)


@given(st.binary(max_size=200))
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(ArchiveRefusedError):
        unpack(data)


@given(st.data())
def test_a_damaged_archive_is_refused_or_read(data: st.DataObject) -> None:
    good = bytearray(packed(("a.md", b"Words. " * 50), ("img/b.png", b"dots" * 50)))
    for place in data.draw(st.lists(st.integers(0, len(good) - 1), max_size=8)):
        good[place] = data.draw(st.integers(0, 255))
    try:
        found = unpack(bytes(good))
    except ArchiveRefusedError:
        return
    assert len(found.decks) + len(found.pictures) + len(found.left) <= 2


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(packed(("a.md", b"Words.")))
    data[6] |= 1  # the flag of the file
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
    with pytest.raises(ArchiveRefusedError):
        unpack(bytes(data))
