"""What is exported: questions with a title, their rendered texts and their pictures."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape

from app.decks.model import BLANK_CLOSE, BLANK_OPEN
from app.decks.normal import bare
from app.decks.rendering import plain_text
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.types.true_false import TrueFalse

MEDIA_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
GAP = "______"
TITLE_LENGTH = 80
_BLANK_ELEMENT = re.compile(r'<span class="blank">\[([^<]*)\]</span>')
_SHOWN_OTHERWISE = re.compile("<(?:img|mark|span)")
_PARAGRAPH = re.compile(r"(?:<p>)?([^<]*)(?:</p>)?")
_MARK = re.compile(r"</?mark[^>]*>")
_IMAGE = re.compile(r'<img(?: alt="(?P<alt>[^"]*)"| src="(?P<src>[^"]*)"| title="[^"]*")*>')
_PICTURE = re.compile(r'(<img[^>]*? src=")([^"]*)(")')
# XML 1.0, 2.2: what no document may hold, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of Markdown to render; *inline*: one line of text, without a paragraph."""

    markdown: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Questions in their order. *html* has the sanitised HTML of every fragment of them.

    *pictures* are the files that the HTML's ``img`` elements name, by that name.
    """

    title: str
    questions: tuple[Question, ...]
    html: Mapping[Fragment, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    language: str = "en"

    def only(self, questions: tuple[Question, ...]) -> Sheet:
        """Return the sheet with these questions instead."""
        return replace(self, questions=questions)

    def block(self, markdown: str) -> str:
        """Return the HTML of a block of Markdown; gaps are rules to write on."""
        return self.shown(Fragment(markdown))

    def inline(self, markdown: str) -> str:
        """Return the HTML of one line of Markdown."""
        return self.shown(Fragment(markdown, inline=True))

    def text(self, markdown: str) -> str:
        """Return the plain text of one line of Markdown."""
        return _plain(self.inline(markdown))

    def is_plain(self, markdown: str) -> bool:
        """Whether plain text says all of one line of Markdown: it has no element."""
        return "<" not in self.inline(markdown)

    def block_text(self, markdown: str) -> str:
        """Return the plain text of a block of Markdown, a line for each paragraph or entry."""
        return _plain(self.block(markdown))

    def stem(self, question: Question) -> str:
        """Return what is asked as HTML, the headings that it needs above it."""
        above = "".join(f"<p><strong>{self.inline(text)}</strong></p>" for text in question.context)
        return above + self.block(question.stem)

    def stem_text(self, question: Question) -> str:
        """Return what is asked as plain text, with its headings."""
        above = [self.text(heading) for heading in question.context]
        return "\n".join((*above, self.block_text(question.stem)))

    def title_of(self, question: Question) -> str:
        """Return the first words of what is asked, by which it is found in a list."""
        words = " ".join(self.block_text(question.stem).split())
        return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1].rstrip() + "…"

    def feedback(self, question: Question) -> str:
        """Return what is shown after any answer, in HTML."""
        explanation = question.body.explanation if isinstance(question.body, TrueFalse) else ""
        return self.block(explanation) + self.block(question.feedback)

    def shown(self, fragment: Fragment) -> str:
        """Return the HTML of *fragment*; a picture without a file is its description."""
        if not fragment.markdown.strip():
            return ""
        html = in_xml(self.html[fragment])
        if not _SHOWN_OTHERWISE.search(html):
            return html
        return _IMAGE.sub(
            lambda image: image[0] if image["src"] in self.pictures else image["alt"] or "",
            _plain_gaps(html),
        )

    def pictures_of(self, html: str) -> dict[str, bytes]:
        """Return the pictures that *html* shows, by name; those without a file are none."""
        names = picture_names([html])
        return {name: self.pictures[name] for name in names if name in self.pictures}

    def pictures_in(self, question: Question) -> list[str]:
        """Return the names of all pictures of *question*, those without a file too."""
        texts = (self.html[one] for one in fragments(question) if one.markdown.strip())
        return [*picture_names(texts)]

    def with_data(self, html: str) -> str:
        """Return *html* with every picture inside it, as a ``data:`` address."""
        return _PICTURE.sub(lambda match: f"{match[1]}{self._data(match[2])}{match[3]}", html)

    def _data(self, name: str) -> str:
        kind = MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "image/png")
        return f"data:{kind};base64,{b64encode(self.pictures[name]).decode('ascii')}"


def fragments(question: Question) -> Iterator[Fragment]:
    """Yield every fragment of *question* that a format may ask for, as block or as line."""
    for heading in question.context:
        yield Fragment(heading, inline=True)
    yield Fragment(question.stem)
    yield Fragment(question.feedback)
    yield from _of_body(question.body)


def _of_body(body: object) -> Iterator[Fragment]:
    match body:
        case Choice(options=options):
            for option in options:
                yield Fragment(option.text, inline=True)
                yield Fragment(option.feedback)
        case TrueFalse(explanation=explanation):
            yield Fragment(explanation)
        case Matching(pairs=pairs, choices=choices):
            yield from (Fragment(pair.left, inline=True) for pair in pairs)
            yield from (Fragment(text, inline=True) for _, text in choices)
        case Ordering(entries=entries):
            yield from (Fragment(text, inline=True) for _, text in entries)
        case Listing(entries=listed):
            yield from (Fragment(entry.text, inline=True) for entry in listed)
        case Essay(model=model):
            yield Fragment(model)


def picture_names(fragments_html: Iterable[str]) -> dict[str, None]:
    """Return the names of the pictures in pieces of HTML, each once."""
    return dict.fromkeys(match[2] for html in fragments_html for match in _PICTURE.finditer(html))


def with_pictures_at(html: str, place: str) -> str:
    """Return *html* with *place* put before the name of every picture."""
    return _PICTURE.sub(lambda match: f"{match[1]}{place}{match[2]}{match[3]}", html)


def in_xml(text: str) -> str:
    """Return *text* without the characters that no XML document may hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def as_typed(wording: str) -> str:
    """Return an accepted wording as a student types it: without Markdown dress."""
    return in_xml(bare(wording))


def has_gap(question: Question) -> bool:
    """Whether the stem has a gap to fill in."""
    return BLANK_OPEN in question.stem and BLANK_CLOSE in question.stem


def _plain_gaps(html: str) -> str:
    """Return *html* with a rule for every blank, its hint after it, and no highlights."""
    with_rules = _BLANK_ELEMENT.sub(
        lambda blank: GAP if blank[1] == "\N{HORIZONTAL ELLIPSIS}" else f"{GAP} ({blank[1]})", html
    )
    return _MARK.sub("", with_rules)


def _plain(html: str) -> str:
    """Return the text of sanitised HTML; one paragraph needs no parser."""
    paragraph = _PARAGRAPH.fullmatch(html)
    if paragraph is None:
        return in_xml(plain_text(html))
    return in_xml(" ".join(unescape(paragraph[1]).split()))
