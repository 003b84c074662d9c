"""Strangers' files are read where they can be killed, and say so when they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.exports.readers import ReadError
from app.sandbox import Sandbox
from app.services.importing.reading import TARGET, read, reader
from tests.exports.material.packages import package
from tests.exports.material.test_hypertext import PIXEL


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with reader() as sandbox:
        yield sandbox


def test_what_is_read_comes_through_whole(sandbox: Sandbox) -> None:
    kind, found = read(sandbox, package(files={"pot.png": PIXEL}), "tea.apkg", "auto", "p")
    assert kind == "apkg"
    assert found.cards == 7
    assert found.pictures == {"p/pot.png": PIXEL}
    assert [entry.id for entry in found.entries][1] == "anki:abc1"
    assert found.losses[0].left_out


def test_a_refusal_says_why(sandbox: Sandbox) -> None:
    with pytest.raises(ReadError, match="The archive is damaged"):
        read(sandbox, b"x", "x.apkg", "auto", "p")


def test_reading_for_too_long_is_stopped() -> None:
    with (
        Sandbox(TARGET, seconds=0.01) as hurried,
        pytest.raises(ReadError, match="takes too long"),
    ):
        read(hurried, b"a - b\n" * 10_000, "", "text", "p")


def test_too_much_memory_is_refused() -> None:
    text = b"a line of some words\n" * 19_000
    with (
        Sandbox(TARGET, seconds=10, memory=160 * 2**20) as narrow,
        pytest.raises(ReadError, match=r"memory|damaged"),
    ):
        read(narrow, text * 40, "", "text", "p")
