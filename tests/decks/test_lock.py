"""A lock file comes back as it was written, and what is none is a diagnostic, never a crash."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decks.identity import Fingerprint
from app.decks.lock import LockedCard, LockedNote, read, write
from app.decks.model import Facet, Kind

CARD = LockedCard(UUID(int=2), Facet.LIST, "", "Namé?", "", ((str(UUID(int=9)), "a"),))
NOTE = LockedNote(
    UUID(int=1), "chapter9/a.md", Kind.LIST, "rs", Fingerprint("e" * 32, "n" * 32), (CARD,)
)
GOOD = write([NOTE], "chapter9")


def changed(**fields: object) -> str:
    body = json.loads(GOOD)
    body["decks"]["a.md"][0] |= fields
    return json.dumps(body)


@pytest.mark.parametrize("folder", ["chapter9", ""])
def test_what_is_written_is_read_again(folder: str) -> None:
    text = write([NOTE], folder)
    assert read(text, "x", folder) == ((NOTE,), [])
    assert text == write([NOTE], folder)
    assert text.isascii()
    assert text.endswith("}\n")


def test_a_torn_file_is_named_at_the_place_where_it_breaks() -> None:
    notes, faults = read(GOOD[: len(GOOD) // 2], "content/deck.lock", "")
    assert notes == ()
    assert [(f.path, f.code, f.severity) for f in faults] == [
        ("content/deck.lock", "lock-damaged", "warning")
    ]
    assert faults[0].line > 1


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", "1", '{"retain-lock": 1}', '{"retain-lock": 1, "decks": []}',
        '{"retain-lock": 2, "decks": {}}', '{"retain-lock": 1, "decks": {"a.md": {"x": 1}}}',
        "[" * 100_000,
        changed(note="no uuid"), changed(note=None), changed(note=1), changed(kind="riddle"),
        changed(id=7), changed(exact=None), changed(cards=None), changed(cards=[{}]),
        changed(cards=[1]),
        json.dumps({"retain-lock": 1, "decks": {"a.md": json.loads(GOOD)["decks"]["a.md"] * 2}}),
    ],
)  # fmt: skip
def test_what_is_no_lock_file_is_one_diagnostic(text: str) -> None:
    notes, faults = read(text, "deck.lock", "")
    assert notes == ()
    assert [fault.code for fault in faults] == ["lock-damaged"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["retain-lock", "decks", "note", "cards", "id", "kind"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_no_json_makes_it_crash(body: object) -> None:
    notes, faults = read(json.dumps(body), "deck.lock", "")
    assert notes == () or not faults
