"""What questions are made from: the cards of some decks, and what is known of their terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from app.decks.model import Card, Deck, Facet, Kind, Note
from app.decks.normal import bare
from app.quiz.distractors.profiles import Space, cosine
from app.quiz.distractors.selection import (
    Candidate,
    Nearness,
    Words,
    without_qualifier,
    words_of,
)
from app.quiz.questions import ID_BYTES, Question

FROM = "from:"
"""What the tag starts with that names the card a question was made from."""

SAME_FORM, SAME_WORDS = 1.5, 5.0
"""Points of a candidate's score for a definition of the same form, and of the same words."""

LONGEST_OPTION = 110  # characters
MOST_LETTERS = 300  # of a text among which others are compared

_DETERMINERS = frozenset({"a", "an", "the", "any", "what", "that", "those", "somebody"})
_FINAL = (".", "\N{IDEOGRAPHIC FULL STOP}")


@dataclass(frozen=True, slots=True)
class Source:
    """A card, with the note and the deck that it comes from."""

    deck: Deck
    note: Note
    card: Card

    @property
    def name(self) -> str:
        """The explicit id of the note, else where it stands."""
        return self.note.explicit_id or f"{self.deck.path}:{self.note.line}"

    @property
    def title(self) -> str:
        """The heading above the note, else the title of its deck."""
        return bare(self.note.headings[-1] if self.note.headings else self.deck.meta.title)

    @property
    def answer(self) -> str:
        """The back as an option or a typed answer: without the full stop of a sentence."""
        return plain_answer(self.card.back)


@dataclass(frozen=True)
class Material:
    """All sources of a course; exam notes are not among them."""

    sources: tuple[Source, ...]

    @cached_property
    def terms(self) -> tuple[Source, ...]:
        """The cards that ask for a term by its definition."""
        return tuple(source for source in self.sources if source.card.facet is Facet.REVERSE)

    @cached_property
    def space(self) -> Space:
        """Everything that can be an option, for what is rare among it."""
        return Space(
            [source.answer for source in self.sources if len(source.answer) < MOST_LETTERS]
        )

    @cached_property
    def _groups(self) -> tuple[frozenset[Words], ...]:
        decks = {source.deck.path: source.deck for source in self.sources}
        return tuple(
            frozenset(words_of(term) for term in group)
            for deck in decks.values()
            for group in deck.meta.confusable
        )

    @cached_property
    def _rejected(self) -> dict[Words, tuple[str, ...]]:
        """For each right option of an authored question, the wrong ones beside it."""
        found: dict[Words, tuple[str, ...]] = {}
        for source in self.sources:
            right = [item for item in source.card.items if item.right]
            if source.card.kind is Kind.CHOICE and len(right) == 1:
                wrong = tuple(item.text for item in source.card.items if not item.right)
                key = words_of(right[0].text)
                found[key] = (*found.get(key, ()), *wrong)
        return found

    def shown(self, source: Source) -> str:
        """Return a term as an option: one name, with no qualifier; "" if that is ambiguous.

        Of two names that stand above one definition the one in a confusable group is taken.
        """
        found = self._shown.get(id(source))
        return self._show(source) if found is None else found

    @cached_property
    def _shown(self) -> dict[int, str]:
        """Each term as an option, by its identity: to hash a source is to hash its whole deck."""
        return {id(term): self._show(term) for term in self.terms}

    def _show(self, source: Source) -> str:
        own = names(source)
        grouped = [name for name in own if any(words_of(name) in group for group in self._groups)]
        plain = without_qualifier((grouped or list(own))[0])
        return plain if self._named[words_of(plain)] == 1 else ""

    @cached_property
    def _named(self) -> Counter[Words]:
        """How many definitions each name has, qualifiers aside."""
        return Counter(
            words_of(without_qualifier(name)) for term in self.terms for name in names(term)
        )

    def term_of(self, answer: str) -> Source | None:
        """Return the term that *answer* is another wording of, if there is just one."""
        found = self._by_name.get(words_of(answer), [])
        return found[0] if len(found) == 1 and self.shown(found[0]) else None

    @cached_property
    def _by_name(self) -> dict[Words, list[Source]]:
        found: dict[Words, list[Source]] = {}
        for term in self.terms:
            for words in {words_of(name) for name in (*names(term), self.shown(term))}:
                found.setdefault(words, []).append(term)
        return found

    def term_candidates(self, source: Source) -> list[Candidate]:
        """Return the other terms of the course as candidates beside the term of *source*."""
        key = {words_of(name) for name in (*names(source), self.shown(source))}
        rejected = {words_of(text) for one in key for text in self._rejected.get(one, ())}
        groups = [group for group in self._groups if key & group]
        defined = [
            Candidate(
                capitalised(self.shown(other)),
                _nearness(source, other, rejected, groups),
                (*names(other), *other.card.accept),
                f"That is: {bare(other.card.front)}",
                self._affinity(source.card.front, other.card.front),
            )
            for other in self.terms
            if other.note is not source.note and self.shown(other)
        ]
        return defined + self._undefined(source)

    def _undefined(self, source: Source) -> list[Candidate]:
        """Return the members of the term's confusable groups that no definition defines."""
        key = {words_of(name) for name in (*names(source), self.shown(source))}
        return [
            Candidate(capitalised(term), Nearness.GROUP)
            for group in source.deck.meta.confusable
            if key & {words_of(term) for term in group}
            for term in group
            if not self._named[words_of(without_qualifier(term))] and " / " not in term
        ]

    def _affinity(self, one: str, other: str) -> float:
        """Return how near two definitions are: same grammatical form, same rare words."""
        vectors = (self.space.profile(text).word_vector for text in (one, other))
        return SAME_FORM * (_form(one) == _form(other)) + SAME_WORDS * cosine(*vectors)


def _form(definition: str) -> str:
    """Return what a definition starts like, which tells things, doings and verbs apart."""
    first = definition.split(maxsplit=1)[0].lower()
    if first in _DETERMINERS:
        return "a"
    return "-ing" if first.endswith("ing") else "to" if first == "to" else ""


def _nearness(
    source: Source, other: Source, rejected: set[Words], groups: Sequence[frozenset[Words]]
) -> Nearness:
    own = {words_of(name) for name in names(other)}
    if own & rejected:
        return Nearness.AUTHOR
    named = source.note.group and source.note.group == other.note.group
    if named or any(own & group for group in groups):
        return Nearness.GROUP
    if source.deck is other.deck:
        return Nearness.DECK
    same = source.deck.meta.chapter == other.deck.meta.chapter
    return Nearness.CHAPTER if same else Nearness.COURSE


def material(decks: Iterable[Deck]) -> Material:
    """Return what *decks* offer; notes kept for exams stay out."""
    return Material(
        tuple(
            Source(deck, note, card) for deck in decks for note in deck.notes for card in note.cards
        )
    )


def names(source: Source) -> tuple[str, ...]:
    """Return the names that a term goes by: two where two stand above one definition."""
    return tuple(plain_answer(name) for name in source.card.back.split(" / "))


def plain_answer(text: str) -> str:
    """Return *text* on one line, without the full stop that ends it."""
    plain = " ".join(text.split())
    return plain[:-1] if plain.endswith(_FINAL) else plain


def defined(source: Source) -> str:
    """Return the definition of a term on one line, with the stop that ends it."""
    plain = " ".join(source.card.front.split())
    return plain if plain.endswith((*_FINAL, "?", "!")) else f"{plain}."


def capitalised(text: str) -> str:
    """Return *text* with a capital first, as options of one question all have it."""
    return text[:1].upper() + text[1:]


def question(source: Source, stem: str, body: Any, *, ordered: bool = False) -> Question:
    """Return a question that names its *source* in a tag, and keeps its remark."""
    asked = f"{body.type}\n{source.name}\n{stem}"
    digest = blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()
    return Question(
        id=f"g-{digest}{'-1' if ordered else ''}",
        stem=stem,
        body=body,
        feedback=source.note.remark,
        tags=(f"{FROM}{source.name}",),
        chapter=source.deck.meta.chapter,
        path=source.deck.path,
        line=source.card.line,
    )


def of_facet(sources: Iterable[Source], facet: Facet) -> Iterator[Source]:
    """Yield the sources whose card asks for *facet*."""
    return (source for source in sources if source.card.facet is facet)
