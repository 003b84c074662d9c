"""``==text==`` in paragraphs and list entries: one card for every gap, or group of gaps."""

from __future__ import annotations

import re

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.constructs.registry import PROSE
from app.decks.marks.attributes import NOTE
from app.decks.marks.inline import Cloze, Inline
from app.decks.model import Card, Facet, Kind, Note
from app.decks.sections.scope import Scope

_SENTENCE_END = re.compile(r"[.!?\u3002\uff01\uff1f](?:\s|$)")
_WORD = re.compile(r"\w")


def read(scope: Scope, node: Node) -> list[Note]:
    """Return a note for every paragraph in *node* that has clozes."""
    return [
        _note(scope, part, part.words)
        for part in node.walk()
        if part.kind is NodeKind.PARAGRAPH and part.words.clozes
    ]


def _note(scope: Scope, node: Node, inline: Inline) -> Note:
    inline.clozes_claimed = True
    groups: dict[str, list[Cloze]] = {}
    for cloze in inline.clozes:
        # The same answer in two places is one gap to fill: one would give the other away.
        groups.setdefault(f"{cloze.group}:" if cloze.group else cloze.key, []).append(cloze)
    allowed = NOTE if len(groups) == 1 else NOTE - {"accept"}
    attributes = scope.attributes([] if inline.claimed else [inline], allowed)
    _check_sentences(scope, inline)
    cards = [
        Card(
            kind=Kind.CLOZE,
            facet=Facet.CLOZE,
            key=" | ".join(dict.fromkeys(cloze.key for cloze in group)),
            front=inline.asking(group),
            back=inline.answering(group),
            line=group[0].place.line,
            accept=attributes.accept,
        )
        for group in groups.values()
    ]
    return scope.note(Kind.CLOZE, (node.line, node.end), cards, attributes)


def _check_sentences(scope: Scope, inline: Inline) -> None:
    for index, part in enumerate(inline.parts):
        if not isinstance(part, Cloze):
            continue
        before = _SENTENCE_END.split(_words(inline.parts[:index]))[-1]
        after = _SENTENCE_END.split(_words(inline.parts[index + 1 :]), maxsplit=1)[0]
        if not _WORD.search(before) and not _WORD.search(after):
            message = "the cloze hides a whole sentence"
            hint = "Hide the word that matters, so that the rest says what is asked."
            scope.report.add("whole-sentence-cloze", part.place, message, hint)


def _words(parts: tuple[str | Cloze, ...]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)


PROSE["clozes"] = read
