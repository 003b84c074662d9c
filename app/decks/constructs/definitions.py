"""Definition lists: term → definition, and definition → term with the term masked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.decks.blocks.canonical import bullets, markdown, term_text
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import Place
from app.decks.constructs.registry import BLOCKS, Claim
from app.decks.marks.attributes import NOTE, Attributes
from app.decks.marks.inline import Inline
from app.decks.marks.masks import mask
from app.decks.model import BLANK_CLOSE, BLANK_OPEN, BlockKind, Card, Facet, Kind
from app.decks.normal import bare, word_count
from app.decks.sections.scope import Scope

ATTRIBUTES = NOTE | {"as"}
FEWEST_WORDS, MOST_WORDS = 3, 60

_BRACKETED = re.compile(r"^(?P<before>.+?)\s*\((?P<inside>[^()]+)\)$")
# To a pattern that ignores case these are the letters i, s and k; to str.lower they are not.
_LIKE_ASCII = re.compile("[\u0130\u0131\u017f\u212a]")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]*s?")


@dataclass(frozen=True, slots=True)
class Term:
    """What is defined: its names, how a card shows it, and its line."""

    names: Sequence[str]
    shown: str
    line: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """A definition as Markdown, and where it stands."""

    text: str
    place: Place


def read(scope: Scope, nodes: Sequence[Node], at: int) -> Claim | None:
    """Return the note of a definition list's entry, with a card for each direction."""
    entry = nodes[at]
    if entry.kind is not NodeKind.DEFINITIONS:
        return None
    terms = [node for node in entry.children if node.kind is NodeKind.TERM]
    bodies = [node for node in entry.children if node.kind is NodeKind.DEFINITION]
    attributes = scope.attributes(_own_lines(terms, bodies), ATTRIBUTES)
    terms[0].qualifier = attributes.qualifier
    named = [node for node in terms if node.words.text]
    definitions = [text for body in bodies if (text := markdown(body.children))]
    if not named or len(definitions) < len(bodies):
        message = "a term without a definition" if named else "a definition without a term"
        hint = "Write “Term” on one line and “:   its definition” on the next."
        scope.report.add("empty-definition", entry.children[0].place, message, hint)
        return Claim(1, (), BlockKind.DEFINITIONS, markdown([entry]))
    meanings = [
        Meaning(text, body.children[0].place)
        for body, text in zip(bodies, definitions, strict=True)
    ]
    term = Term(
        names=[node.words.text for node in named],
        shown=" / ".join(term_text(node) for node in named),
        line=entry.line,
    )
    cards = term_cards(scope, term, meanings, attributes)
    note = scope.note(Kind.TERM, (entry.line, entry.end), cards, attributes)
    return Claim(1, (note,), BlockKind.DEFINITIONS, markdown([entry]))


def term_cards(
    scope: Scope, term: Term, meanings: Sequence[Meaning], attributes: Attributes
) -> list[Card]:
    """Return the two cards of *term*, and report what is odd about its *meanings*."""
    texts = [meaning.text for meaning in meanings]
    definition = bullets(texts) if len(texts) > 1 else texts[0]
    masked = mask_terms(definition, [*term.names, *attributes.accept])
    if masked != definition:
        message = f"the definition names its own term, “{term.names[0][:40]}”"
        hint = "It is masked on the card that asks for the term; better word it without."
        scope.report.add("term-in-definition", meanings[0].place, message, hint)
    for meaning in meanings:
        _check_length(scope, meaning)
    others = tuple(term.names) if len(term.names) > 1 else ()
    accept = (*others, *attributes.accept)
    known = tuple(texts) if len(texts) > 1 else ()
    forward = Card(Kind.TERM, Facet.FORWARD, "", term.shown, definition, term.line, accept=known)
    reverse = Card(Kind.TERM, Facet.REVERSE, "", masked, term.shown, term.line, accept=accept)
    return [forward, reverse]


def mask_terms(text: str, terms: Sequence[str]) -> str:
    """Return *text* with every occurrence of *terms* as a blank, code and links left alone."""
    wordings = sorted({form for term in terms for form in _forms(bare(term))}, key=len)
    if not wordings:
        return text
    if not any(_may_hold(text, form) for form in wordings):
        return text
    masks = mask(text)
    pattern = "|".join(_wording(form) for form in reversed(wordings))

    def blank(match: re.Match[str]) -> str:
        hidden = not any(masks[match.start() : match.end()])
        return f"{BLANK_OPEN}{BLANK_CLOSE}" if hidden else match[0]

    return re.sub(pattern, blank, text)


def _may_hold(text: str, form: str) -> bool:
    """Whether every word of *form* stands somewhere in *text*, or may do so.

    Mostly none does, and to say that costs a hundredth of a pattern.
    """
    if not form.isascii() or _LIKE_ASCII.search(text):
        return True
    lower = text.lower()
    return all(word in lower for word in form.lower().replace("-", " ").split())


def _forms(term: str) -> list[str]:
    """Return a term's wordings: “relationship management (CRM)” is also its two parts."""
    match = _BRACKETED.match(term)
    if match is None:
        return [term] if term else []
    inside = [match["inside"]] if _ACRONYM.fullmatch(match["inside"]) else []
    return [term, match["before"], *inside]


def _wording(form: str) -> str:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", form) if word)
    words = words or re.escape(form)
    if not _ACRONYM.fullmatch(form):
        words = f"(?i:{words})"  # An acronym keeps its case: “IT” is not “it”.
    before = r"(?<!\w)" if form[0].isascii() else ""
    after = r"(?:e?s)?(?!\w)" if form[-1].isascii() else ""
    return f"{before}{words}{after}"


def _own_lines(terms: Sequence[Node], bodies: Sequence[Node]) -> list[Inline]:
    """Return the lines on which the note's attributes may stand: its terms', its definitions'."""
    first = [body.children[0] for body in bodies if body.children]
    nodes = [*terms, *(node for node in first if node.kind is NodeKind.PARAGRAPH)]
    return [node.words for node in nodes]


def _check_length(scope: Scope, meaning: Meaning) -> None:
    words = word_count(meaning.text)
    if FEWEST_WORDS <= words <= MOST_WORDS:
        return
    message = f"the definition has {words} {'word' if words == 1 else 'words'}"
    hint = f"A card is best asked with {FEWEST_WORDS} to {MOST_WORDS}; the rest is prose."
    scope.report.add("definition-length", meaning.place, message, hint)


BLOCKS["definitions"] = read
