"""Bytes become text; what is no clean UTF-8 is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decks import decode, parse


def test_clean_text_stays_as_it_is() -> None:
    assert decode("Loyalität 客户\r\n".encode(), "x.md") == ("Loyalität 客户\r\n", ())


@pytest.mark.parametrize(
    ("data", "text", "found"),
    [
        (b"\xef\xbb\xbfA", "A", [("byte-order-mark", 1, 1)]),
        (b"ab\ncd\xe9f", "ab\ncd\ufffdf", [("not-utf8", 2, 3)]),
        (b"\xff", "\ufffd", [("not-utf8", 1, 1)]),
        ("A".encode("utf-16"), "", [("not-utf8", 1, 1)]),
        (b"\xef\xbb\xbf\xe9", "\ufffd", [("byte-order-mark", 1, 1), ("not-utf8", 1, 2)]),
    ],
)
def test_what_is_no_utf8_is_reported(
    data: bytes, text: str, found: list[tuple[str, int, int]]
) -> None:
    decoded, diagnostics = decode(data, "x.md")
    assert decoded == text
    assert [(d.code, d.line, d.column) for d in diagnostics] == found


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    text, _ = decode(data, "x.md")
    parse(text, "x.md")


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x7f", "\ue000", "\ud800"])
def test_invisible_characters_are_reported_and_replaced(character: str) -> None:
    parsed = parse(f"Fine.\nNot {character} fine.\n", "x.md")
    assert [(d.code, d.line, d.column) for d in parsed.diagnostics] == [
        ("forbidden-character", 2, 5)
    ]
    assert parsed.deck.blocks[0].markdown == "Fine. Not \ufffd fine."


def test_a_mark_left_at_the_start_is_no_text() -> None:
    assert parse("\ufeff# A\n", "x.md").deck.blocks[0].markdown == "# A"
