"""Questions whose answer is typed: short answers, gaps and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.decks.model import BLANK_CLOSE, BLANK_OPEN, Facet, Item, Kind
from app.quiz.distractors.selection import stands_in, without_qualifier, words_of
from app.quiz.generation.material import (
    Material,
    Source,
    defined,
    names,
    of_facet,
    plain_answer,
    question,
)
from app.quiz.marking.folding import folded
from app.quiz.marking.lists import Entry
from app.quiz.questions import Question
from app.quiz.types.gap import Gap
from app.quiz.types.gap import read as read_gap
from app.quiz.types.listing import Listing
from app.quiz.types.short_answer import ShortAnswer

MOST_WORDS = 6  # of an answer to be typed
FEWEST_ENTRIES, MOST_ENTRIES = 3, 7  # of a list with a gap
LONGEST_LIST = 8
_UNWRITABLE = frozenset('";|{}=^')


def short_answers(material: Material) -> Iterator[Question]:
    """Yield questions for a term, and those for a phrase of which the author gave wordings."""
    for source in material.terms:
        stem = f"Which term does the course define like this? “{defined(source)}”"
        if _is_plain(source) and not any(
            stands_in(words_of(name), words_of(stem)) for name in names(source)
        ):
            yield question(source, stem, _typed((*names(source), *source.card.accept)))
    for source in material.sources:
        if source.card.kind is Kind.QUESTION and _is_short(source):
            stem = " ".join(source.card.front.split())
            yield question(source, stem, _typed((source.answer, *source.card.accept)))


def _typed(wordings: Iterable[str]) -> ShortAnswer:
    """Return the wordings, the first first; those that are marked as one stand there once."""
    kept: dict[tuple[str, ...], str] = {}
    for wording in wordings:
        kept.setdefault(folded(wording), wording)
    return ShortAnswer(tuple(kept.values()))


def _is_plain(source: Source) -> bool:
    """Whether the term counts without its qualifier: of "Quality (…)" that "quality" does."""
    accepted = {words_of(text) for text in (*names(source), *source.card.accept)}
    return all(words_of(without_qualifier(name)) in accepted for name in names(source))


def _is_short(source: Source) -> bool:
    """Whether an answer can be marked: few words, and other wordings that the author gave."""
    plain = "\n" not in source.card.front.strip() and "\n\n" not in source.card.back.strip()
    return plain and bool(source.card.accept) and len(source.answer.split()) <= MOST_WORDS


def gaps(material: Material) -> Iterator[Question]:
    """Yield the gaps of the notes, and lists of which one entry is missing."""
    for source in of_facet(material.sources, Facet.CLOZE):
        body = read_gap(source.card)
        if body is not None and len(source.note.cards) == 1:
            yield question(source, source.card.front, body)
    for source in of_facet(material.sources, Facet.LIST):
        entries = source.card.items
        if FEWEST_ENTRIES <= len(entries) <= MOST_ENTRIES and not _is_unwritable(source):
            yield from _missing(source, entries)


def _missing(source: Source, entries: Sequence[Item]) -> Iterator[Question]:
    for item in entries:
        answer = plain_answer(item.text)
        others = words_of(" ".join(other.text for other in entries if other is not item))
        asked = (*words_of(source.card.front), *others)
        if len(answer.split()) <= MOST_WORDS and not stands_in(words_of(answer), asked):
            listed = "; ".join(
                f"{BLANK_OPEN}{BLANK_CLOSE}" if other is item else plain_answer(other.text)
                for other in entries
            )
            stem = f"{_sentence(source)} One is missing: {listed}."
            yield question(source, stem, Gap((answer, *item.accept)))


def lists(material: Material) -> Iterator[Question]:
    """Yield the lists to be typed."""
    for source in of_facet(material.sources, Facet.LIST):
        items = source.card.items
        if len(items) <= LONGEST_LIST and not _is_unwritable(source):
            entries = tuple(Entry(plain_answer(item.text), item.accept) for item in items)
            body = Listing(entries, source.card.ordered)
            yield question(source, _sentence(source), body, ordered=source.card.ordered)


def _sentence(source: Source) -> str:
    return " ".join(source.card.front.split())


def _is_unwritable(source: Source) -> bool:
    """Whether a sign stands in it that an attribute of a note cannot hold."""
    texts = (source.card.front, *(item.text for item in source.card.items))
    return any(_UNWRITABLE & set(text) for text in texts)
