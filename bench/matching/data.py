"""The texts and pairs of a course's history, as notes of ours, and how a scheme is scored."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app.decks.identity import Fingerprint, KnownCard, KnownNote, fingerprint
from app.decks.model import Card, Facet, Kind, Note


@dataclass(frozen=True, eq=False)
class Text:
    """A text of the data, as it is and as a note of ours."""

    front: str
    back: str
    note: Note
    print: Fingerprint


@dataclass(frozen=True)
class Placed:
    """A text where it stands; *true_id* is for scoring only."""

    path: str
    ordinal: int
    text: Text
    true_id: int


@dataclass
class Named:
    """Which old note each new one is, by index; *asked*: pairs that an author would see."""

    old_of: dict[int, int]
    asked: frozenset[tuple[int, int]] = frozenset()


Scheme = Callable[[Sequence[Placed], Sequence[Placed]], Named]


def read_texts(folder: Path) -> dict[int, Text]:
    texts = {}
    for entry in _lines(folder / "cards.jsonl.gz"):
        front, back = entry["front"], entry["back"]
        cloze = entry["kind"] == "Cloze"  # one note with one id, whatever it hides
        kind, facet = (Kind.CLOZE, Facet.CLOZE) if cloze else (Kind.QUESTION, Facet.FORWARD)
        card = Card(kind, facet, front if cloze else "", front, front if cloze else back, 1)
        note = Note(kind, None, 1, 1, 0, (), "", (card,))
        texts[entry["card"]] = Text(front, back, note, fingerprint(note))
    return texts


def _lines(file: Path) -> Iterator[Any]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_pairs(file: Path, texts: dict[int, Text]) -> Iterator[tuple[list[Placed], list[Placed]]]:
    for pair in _lines(file):
        old, new = (
            [
                Placed(path, ordinal, texts[card], true_id)
                for path, cards in sorted(pair[side].items())
                for ordinal, _heading, card, true_id in cards
            ]
            for side in ("old", "new")
        )
        yield old, new


def known_note(uid: UUID, path: str, position: int, note: Note, hashes: Fingerprint) -> KnownNote:
    cards = tuple(
        KnownCard(uid, card.facet, card.key, retired=False, front=card.front, back=card.back)
        for card in note.cards
    )
    return KnownNote(
        uid=uid, path=path, position=position, kind=note.kind, explicit_id=None, retired=False,
        revisions=(hashes,), cards=cards,
    )  # fmt: skip


def score(old: Sequence[Placed], new: Sequence[Placed], named: Named) -> Counter[str]:
    """Count what the names given to *new* mean for the cards' histories."""
    true = {placed.true_id: index for index, placed in enumerate(old)}
    counts: Counter[str] = Counter()
    for index, placed in enumerate(new):
        at, found = true.get(placed.true_id), named.old_of.get(index)
        if at is None:
            counts["new"] += 1
            counts["inherits"] += found is not None
            continue
        before = old[at]
        edited, moved = before.text is not placed.text, before.path != placed.path
        counts["persisting"] += 1
        counts["edited"] += edited
        counts["kept"] += edited and found == at
        counts["lost"] += edited and found is None
        counts["asked"] += edited and (index, at) in named.asked
        counts["moved"] += moved and not edited
        counts["moved_lost"] += moved and not edited and found is None
        if found is not None and found != at:
            counts["wrong"] += 1
            counts["verbatim"] += old[found].text is placed.text
    return counts
