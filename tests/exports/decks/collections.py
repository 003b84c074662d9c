"""Collections for the tests of formats: from a deck's text to notes with rendered cards."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.decks import parse
from app.decks.model import Deck
from app.decks.rendering import render
from app.exports.decks.values import Collection
from app.services.decks.exporting import FileDeck, from_files
from app.services.media.files import Loaded
from app.services.media.store import address_of
from app.services.rendering import RenderedCard, RenderedDeck

ANKI = Path(__file__).with_name("anki_process.py")
PNG = b"\x89PNG\r\n\x1a\n" + b"dots"


class _Everything:
    """A folder in which every file exists."""

    def __contains__(self, path: object) -> bool:
        return True


def collection_of(text: str, changed: int = 1_700_000_000, title: str = "Course") -> Collection:
    """Return the collection of one deck; each picture that it names is PNG."""
    parsed = parse(text, "deck.md", files=_Everything())
    assert [fault for fault in parsed.diagnostics if fault.severity == "error"] == []
    digests = {p.address: sha256(PNG).hexdigest() for p in parsed.pictures}
    loaded = [Loaded(p.key, sha256(PNG).hexdigest(), "", "image/png", PNG) for p in parsed.pictures]
    addresses = {address: address_of(digest) for address, digest in digests.items()}
    rendered = _rendered(parsed.deck, addresses)
    return from_files(title, [FileDeck(parsed.deck, rendered, changed)], loaded)


def _rendered(deck: Deck, pictures: dict[str, str]) -> RenderedDeck:
    def html(markdown: str, *, inline: bool = False) -> str:
        return render(markdown, inline=inline, pictures=pictures) if markdown.strip() else ""

    cards = tuple(
        tuple(
            RenderedCard(
                html(card.front),
                html(card.back),
                html(note.remark),
                tuple(html(item.text, inline=True) for item in card.items),
            )
            for card in note.cards
        )
        for note in deck.notes
    )
    return RenderedDeck(cards, (), ())


def with_anki(folder: Path, *steps: Sequence[object]) -> list[Any]:
    """Do *steps* in Anki, in a process of its own, on the collection in *folder*."""
    done = subprocess.run(
        [sys.executable, str(ANKI), str(folder / "collection.anki2")],
        input=json.dumps(steps),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
