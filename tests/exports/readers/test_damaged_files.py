"""Damaged files are read as far as they go, or refused; no damage ends in anything else."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.decks import parse
from app.exports import FORMATS, registry
from app.exports.readers import READERS, ReadError, kind_of
from app.exports.readers.deck_text import deck_text
from tests.exports.sheets import sheet_of

DECK = """Q: What? {points=2 hint="look" tags="a"}
- [x] this ~ that
    - Right = {so}.
- [ ] that \\neq this

Q: True?
A: true

Q: How many?
A= 12.5 ± 1

Q: Which word?
A~ tea | *leaf*

Q: Match.

| a | b |
|---|---|
| c | d |
| e | f |
| | g |

Q: Order.
<!-- order -->
1. one
2. two

Q: Why?
A: essay

Because.

> **Remark:** a list

"""
PIECES = [b"{", b"}", b"=", b"~", b"#", b"\\", b"\n\n", b"<p>", b"</", b"&", b"\xff", b"1e9999999"]


@cache
def whole(kind: str) -> bytes:
    return registry.write(FORMATS[kind], sheet_of(DECK)).data


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.differing_executors])
def test_no_damage_does_harm(kind: str, data: st.DataObject) -> None:
    file = bytearray(whole(kind))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(file)))
        end = data.draw(st.integers(start, min(len(file), start + 40)))
        file[start:end] = data.draw(st.sampled_from(PIECES))
    assert kind_of(bytes(file)) in READERS
    try:
        found = READERS[kind](bytes(file), "pictures")
    except ReadError:
        return
    assert found.questions
    parse(deck_text(found.title, found.questions), "damaged.md")


@pytest.mark.parametrize("number", ["1e999999", "NaN", "Infinity", "many", ""])
def test_a_number_that_is_none_leaves_its_question_out(number: str) -> None:
    text = f"How many? {{#{number}:0}}\n\nTrue? {{T}}\n"
    found = READERS["gift"](text.encode(), "pictures")
    assert [one.type for one in found.questions] == ["true_false"]
    assert found.losses[0].what.startswith("its answer is ")
