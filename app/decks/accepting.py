"""One more wording that counts as a card's answer, written into the deck's own Markdown.

Where it belongs depends on the kind: in ``{accept="…"}`` on one of the note's lines, or after a
bar on a line ``A~``. Each place is tried, and taken only if reading the text again shows that
the wording counts for that card and that nothing else has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.decks.marks.attributes import GROUP
from app.decks.model import Card, Note, Parsed
from app.decks.parsing import parse

LONGEST = 200  # characters
_UNFIT = re.compile(r'["{};|\\\n\r]')
_ACCEPT = re.compile(r'(\baccept\s*=\s*"[^"\n]*)"')
_SHORT_ANSWER = "A~"


def with_accepted(text: str, path: str, position: int, wanted: Card, wording: str) -> str | None:
    """Return the deck *text* in which *wording* counts for the card *wanted*, else None.

    *position* is that of its note in the deck. None: there is no such card any more, its kind
    takes no other wordings, or the wording has signs that would end the attribute.
    """
    wording = " ".join(wording.split())
    before = parse(text, path)
    note = next((n for n in before.deck.notes if n.position == position), None)
    if note is None or not wording or len(wording) > LONGEST or _UNFIT.search(wording):
        return None
    lines = text.split("\n")
    for at, line in _candidates(lines, note, wanted, wording):
        tried = "\n".join([*lines[:at], line, *lines[at + 1 :]])
        if _is_that_and_no_more(before, parse(tried, path), position, wanted, wording):
            return tried
    return None


def _candidates(
    lines: list[str], note: Note, card: Card, wording: str
) -> Iterator[tuple[int, str]]:
    """Yield (index, new line): a line ``A~``, the card's own line, the others of its note."""
    own = card.line - 1
    span = range(note.line - 1, min(note.end_line, len(lines)))
    for at in span:
        if lines[at].lstrip().startswith(_SHORT_ANSWER):
            yield at, f"{lines[at].rstrip()} | {wording}"
    for at in sorted(span, key=lambda index: (index != own, index)):
        line = lines[at]
        groups = list(GROUP.finditer(line))
        for group in groups:
            body = _ACCEPT.sub(lambda found: f'{found[1]}; {wording}"', group[0], count=1)
            if body == group[0]:
                body = f'{group[0][:-1].rstrip()} accept="{wording}"}}'
            yield at, line[: group.start()] + body + line[group.end() :]
        if line.strip() and not groups:
            yield at, f'{line.rstrip()} {{accept="{wording}"}}'


def _is_that_and_no_more(
    before: Parsed, after: Parsed, position: int, wanted: Card, wording: str
) -> bool:
    if len(after.deck.notes) != len(before.deck.notes) or _errors(after) > _errors(before):
        return False
    for old, new in zip(before.deck.notes, after.deck.notes, strict=True):
        if [_but_accept(card) for card in old.cards] != [_but_accept(card) for card in new.cards]:
            return False
        if old.position == position and not _counts(new, wanted, wording):
            return False
    return True


def _counts(note: Note, wanted: Card, wording: str) -> bool:
    found = (c for c in note.cards if (c.facet, c.key) == (wanted.facet, wanted.key))
    return any(wording in card.accept for card in found)


def _but_accept(card: Card) -> Card:
    return replace(card, accept=())


def _errors(parsed: Parsed) -> int:
    return sum(fault.severity == "error" for fault in parsed.diagnostics)
