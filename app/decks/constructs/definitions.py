"""Definition lists: term → definition, and definition → term with the term masked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.decks.blocks.canonical import bullets, markdown, term_text
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.constructs.registry import BLOCKS, Claim
from app.decks.marks.attributes import Attributes
from app.decks.marks.inline import Inline
from app.decks.marks.masks import mask
from app.decks.model import BLANK_CLOSE, BLANK_OPEN, BlockKind, Card, Facet, Kind
from app.decks.normal import bare, word_count
from app.decks.sections.scope import Scope

ATTRIBUTES = frozenset({"id", "hint", "accept", "tags", "group", "as"})
FEWEST_WORDS, MOST_WORDS = 3, 60

_BRACKETED = re.compile(r"^(?P<before>.+?)\s*\((?P<inside>[^()]+)\)$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]*s?")


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
    _check_lengths(scope, bodies, definitions)
    cards = _cards(scope, entry, named, definitions, attributes)
    note = scope.note(Kind.TERM, (entry.line, entry.end), cards, attributes)
    return Claim(1, (note,), BlockKind.DEFINITIONS, markdown([entry]))


def _cards(
    scope: Scope,
    entry: Node,
    terms: Sequence[Node],
    definitions: Sequence[str],
    attributes: Attributes,
) -> list[Card]:
    names = [node.words.text for node in terms]
    term, definition = " / ".join(term_text(node) for node in terms), _join(definitions)
    masked = mask_terms(definition, [*names, *attributes.accept])
    if masked != definition:
        message = f"the definition names its own term, “{names[0][:40]}”"
        hint = "It is masked on the card that asks for the term; better word it without."
        first = next(node for node in entry.children if node.kind is NodeKind.DEFINITION)
        place = first.children[0].place
        scope.report.add("term-in-definition", place, message, hint)
    meanings = tuple(definitions) if len(definitions) > 1 else ()
    other_names = tuple(names) if len(names) > 1 else ()
    accept = (*other_names, *attributes.accept)
    forward = Card(Kind.TERM, Facet.FORWARD, "", term, definition, entry.line, accept=meanings)
    reverse = Card(Kind.TERM, Facet.REVERSE, "", masked, term, entry.line, accept=accept)
    return [forward, reverse]


def mask_terms(text: str, terms: Sequence[str]) -> str:
    """Return *text* with every occurrence of *terms* as a blank, code and links left alone."""
    wordings = sorted({form for term in terms for form in _forms(bare(term))}, key=len)
    if not wordings:
        return text
    masks = mask(text)
    pattern = "|".join(_wording(form) for form in reversed(wordings))

    def blank(match: re.Match[str]) -> str:
        hidden = not any(masks[match.start() : match.end()])
        return f"{BLANK_OPEN}{BLANK_CLOSE}" if hidden else match[0]

    return re.sub(pattern, blank, text)


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


def _join(definitions: Sequence[str]) -> str:
    return bullets(definitions) if len(definitions) > 1 else definitions[0]


def _check_lengths(scope: Scope, bodies: Sequence[Node], definitions: Sequence[str]) -> None:
    for body, text in zip(bodies, definitions, strict=True):
        words = word_count(text)
        if FEWEST_WORDS <= words <= MOST_WORDS:
            continue
        message = f"the definition has {words} {'word' if words == 1 else 'words'}"
        hint = f"A card is best asked with {FEWEST_WORDS} to {MOST_WORDS}; the rest is prose."
        scope.report.add("definition-length", body.children[0].place, message, hint)


BLOCKS["definitions"] = read
