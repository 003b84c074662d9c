"""Reads the text of a block into an ``Inline``: clozes, attributes, comments, raw HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.decks.blocks.source import Piece, Place
from app.decks.diagnostics import Report
from app.decks.marks.attributes import GROUP, KNOWN, read_arguments
from app.decks.marks.clozes import find_clozes
from app.decks.marks.inline import Cloze, Inline
from app.decks.marks.masks import COMMENT, COMMENT_CLOSE, COMMENT_OPEN, spans
from app.decks.marks.maths import report_broken
from app.decks.marks.passage import Passage, Span

_SPECIAL = re.compile(r"[=`<{!$]")  # without these there are only words
_HTML = re.compile(r"(?<!\\)</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_IMAGE = re.compile(
    r"(?<!\\)!\[(?P<alt>[^\[\]]*)\]\((?:<(?P<quoted>[^<>\n]*)>|(?P<bare>[^\s()<>]*))"
)
_DIRECTIVE = re.compile(r"\s*[A-Za-z]+\s*:(?!//)")
_FIRST_NAME = re.compile(r"\{\s*(#|[A-Za-z][\w-]*)")
_SPACES = re.compile(r" *")


def read_inline(pieces: Sequence[Piece], report: Report) -> Inline:
    """Return the words of a block whose text is *pieces* (at least one)."""
    if len(pieces) == 1 and not _SPECIAL.search(pieces[0].text):
        line, column, text = pieces[0]
        return Inline(Place(line, column), (text,))
    passage = Passage(pieces)
    inline = Inline(passage.place(0))
    cuts = _take_marks(passage, inline, report)
    clozes, escapes = find_clozes(passage, cuts, report)
    inline.parts = _assemble(passage.text, [*cuts, *escapes], clozes)
    _report_html(passage, report)
    _take_images(passage, inline, report)
    inline.formulas = report_broken(passage, report)
    return inline


def _assemble(
    text: str, cuts: list[Span], clozes: list[tuple[Span, Cloze]]
) -> tuple[str | Cloze, ...]:
    marks: list[tuple[Span, Cloze | None]] = [*clozes, *((cut, None) for cut in cuts)]
    parts: list[str | Cloze] = []
    at = 0
    for (start, end), cloze in sorted(marks, key=lambda mark: mark[0]):
        if start < at:
            continue  # A cut inside a cloze: the cloze's own text is without it already.
        parts.append(text[at:start])
        if cloze is not None:
            parts.append(cloze)
        at = end
    parts.append(text[at:])
    return tuple(part for part in parts if part)


def _take_marks(passage: Passage, inline: Inline, report: Report) -> list[Span]:
    """Read comments and attribute groups; return what is to be cut out, in order."""
    cuts: list[Span] = []
    trailing = len(passage.text)  # where the marks that end a line start
    for start, end in reversed(_marks(passage)):
        after = _SPACES.match(passage.text, end)
        at = after.end() if after else end
        ends_line = at == trailing or passage.text[at : at + 1] in {"", "\n"}
        comment = passage.masks[start] == COMMENT
        if ends_line:
            trailing = start
        if comment:
            _take_comment(passage, (start, end), inline, report, ends_line=ends_line)
        elif ends_line:
            _take_arguments(passage, (start + 1, end - 1), inline, report)
        else:
            _refuse_group(passage, start, report)
            continue
        left = len(passage.text[:start].rstrip(" ")) if ends_line else start
        cuts.append((left, end))
    return cuts[::-1]


def _marks(passage: Passage) -> list[Span]:
    found = [m.span() for m in GROUP.finditer(passage.text) if not passage.masks[m.start()]]
    for start, end in spans(passage.masks, COMMENT):
        at = start
        while at < end:  # Comments that touch are one range in the mask.
            close = passage.text.index(COMMENT_CLOSE, at) + len(COMMENT_CLOSE)
            found.append((at, close))
            at = close
    return sorted(found)


def _take_arguments(passage: Passage, span: Span, inline: Inline, report: Report) -> None:
    body = passage.text[slice(*span)]
    found = read_arguments(body, passage.place(span[0]), report, "bad-attribute")
    inline.arguments[:0] = found


def _take_comment(
    passage: Passage, span: Span, inline: Inline, report: Report, *, ends_line: bool
) -> None:
    start, end = span[0] + len(COMMENT_OPEN), span[1] - len(COMMENT_CLOSE)
    body = passage.text[start:end]
    if _DIRECTIVE.match(body):
        inline.directives.insert(0, (body, passage.place(start)))
    elif body.lstrip().startswith("#") and ends_line:
        _take_arguments(passage, (start, end), inline, report)
    elif body.lstrip().startswith("#"):
        _refuse_group(passage, span[0], report)
    else:
        inline.comments.insert(0, body.strip())


def _refuse_group(passage: Passage, start: int, report: Report) -> None:
    match = _FIRST_NAME.match(passage.text, start)
    if match is None or match[1] == "#" or match[1] in KNOWN:
        message = "attributes count only at the end of a line"
        hint = "Move them to the end of the term's, question's or paragraph's line."
        report.add("misplaced-attribute", passage.place(start), message, hint)


def _report_html(passage: Passage, report: Report) -> None:
    for match in _HTML.finditer(passage.text):
        if not passage.masks[match.start()]:
            message = f"raw HTML ({match[0][:30]}) is shown as text"
            hint = "Use Markdown, or put a backslash before < to mean it."
            report.add("raw-html", passage.place(match.start()), message, hint)
            break


def _take_images(passage: Passage, inline: Inline, report: Report) -> None:
    for match in _IMAGE.finditer(passage.text):
        if passage.masks[match.start()]:
            continue
        place = passage.place(match.start())
        inline.images.append((match["quoted"] or match["bare"] or "", place))
        if not match["alt"].strip():
            message = "an image without a description"
            hint = "Say in the square brackets what the image shows: ![a sales funnel](funnel.svg)."
            report.add("image-alt", place, message, hint)
