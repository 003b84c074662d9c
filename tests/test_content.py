"""Markdown files are found and read; what cannot be read is named, never raised."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.content import MAX_FILE, Beside, ContentFile, Unreadable, read_beside, read_files


def write(path: Path, text: str = "Notes.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_folders_give_their_markdown_files_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a.md", "a/picture.svg", ".hidden.md", ".git/x.md"):
        write(tmp_path / name)
    found = [file.path for file in read_files([tmp_path])]
    assert found == [f"{tmp_path.as_posix()}/{name}" for name in ("a.md", "b.md", "a/z.md")]


def test_a_file_is_read_once_and_whatever_its_ending(tmp_path: Path) -> None:
    notes, other = write(tmp_path / "notes.md", "A"), write(tmp_path / "notes.txt", "B")
    assert list(read_files([notes, other, tmp_path])) == [
        ContentFile(notes.as_posix(), b"A"),
        ContentFile(other.as_posix(), b"B"),
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (found,) = read_files([tmp_path / "gone.md"])
    assert isinstance(found, Unreadable)
    assert (found.code, found.reason) == ("unreadable", "no such file or directory")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    at_limit = write(tmp_path / "a.md", "x" * MAX_FILE)
    over = write(tmp_path / "b.md", "x" * (MAX_FILE + 1))
    first, second = read_files([at_limit, over])
    assert isinstance(first, ContentFile)
    assert isinstance(second, Unreadable)
    assert (second.code, second.reason) == ("file-too-large", "the file is larger than 512 kB")


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "closed" / "a.md").parent
    listed = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path) == folder:  # root may list anything, so that chmod would prove nothing
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (found,) = read_files([tmp_path])
    assert found == Unreadable(folder.as_posix(), "unreadable", "permission denied")


def test_what_lies_beside_a_deck_is_known_by_its_path_from_there(tmp_path: Path) -> None:
    write(tmp_path / "a.svg")
    beside = Beside(tmp_path)
    assert "a.svg" in beside
    for absent in ("b.svg", "", "a.svg/b", "x" * 5_000, "nul\0"):
        assert absent not in beside


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.svg", "<svg/>")
    folder = write(tmp_path / "deck" / "own.svg", "<svg/>").parent
    (folder / "link.svg").symlink_to(secret)
    assert read_beside(folder / "own.svg", folder, 100) == b"<svg/>"
    refused = read_beside(folder / "link.svg", folder, 100)
    assert isinstance(refused, Unreadable)
    assert refused.reason == "is a link that leads elsewhere"
