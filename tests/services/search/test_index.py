from __future__ import annotations

import uuid
from dataclasses import replace
from struct import unpack

import pytest

from app.services.search.index import as_lines, digest, from_line, index_of, key, letters
from app.services.search.library import join
from app.services.search.passages import Passage, PassageKind

DECK = uuid.UUID(int=1)
PASSAGES = (
    Passage(DECK, PassageKind.HEADING, "part-1", (), "Loyal customers"),
    Passage(
        DECK, PassageKind.PROSE, "note-1", ("Loyal customers",), "A “客户” is loyal.", "Who?", 2
    ),
)


def test_words_stand_in_the_order_of_the_text_with_their_places() -> None:
    index = index_of(PASSAGES)
    assert index.terms.split("\n") == ["loyal", "customers", "a", "客户", "is", "who"]
    assert unpack("<6I", index.counts) == (2, 2, 1, 1, 1, 1)
    # "customers" stands in the heading, and above the second passage.
    assert unpack("<8I", index.places) == (0, 2, 0, 3, 2, 2, 2, 2)
    assert unpack("<2I", index.sizes) == (2, 5)


def test_passages_are_kept_a_line_each() -> None:
    strange = replace(PASSAGES[1], text="One.\u2028Two\nthree \\n \x85 four")
    lines = as_lines([*PASSAGES, strange]).split("\n")
    assert [from_line(DECK, line) for line in lines] == [*PASSAGES, strange]


def test_a_digest_is_the_same_for_the_same_deck_and_no_other() -> None:
    index, lines = index_of(PASSAGES), as_lines(PASSAGES)
    assert digest(index, lines) == digest(index_of(PASSAGES), lines)
    assert digest(index, lines) != digest(index, lines.replace("note-1", "note-2"))
    assert digest(index, lines) != digest(index_of(PASSAGES[:1]), lines)


@pytest.mark.parametrize(("word", "other"), [("abc", "cab"), ("loyal", "loyaal")])
def test_letters_are_a_set_and_keys_tell_words_apart(word: str, other: str) -> None:
    assert letters(word) == letters(other)
    assert key(word) != key(other)
    assert 0 <= letters("zürich客") < 2**32


def test_decks_without_words_leave_the_places_of_others_as_they_are() -> None:
    silent = index_of([Passage(DECK, PassageKind.DECK, "", (), "…")])
    library = join([index_of([]), silent, index_of(PASSAGES), silent])
    (entry,) = library.exact("客户").entries
    assert library.places[library.bounds[entry]] == 2 * 2
    assert library.where(2) == (2, 1)
    assert library.where(3) == (3, 0)
