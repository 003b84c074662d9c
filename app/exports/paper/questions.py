"""Questions as typst: the stem, and the space for the answer that their type needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.decks.rendering import plain_text
from app.exports.paper import printed
from app.exports.paper.markup import Markup, literal
from app.exports.paper.scripts import script
from app.exports.sheet import Sheet, has_gap
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

FEWEST_LINES, MOST_LINES, LINES_A_POINT = 3, 22, 2
MOST_LARGE_LINES = 14
# More lines than these may not go on a page; lines have at least so many letters.
ROOM, LARGE_ROOM, LETTERS, LARGE_LETTERS = 24, 12, 80, 40


def points(value: float) -> str:
    """Return how many points there are, in words."""
    return f"{value:g} point" + ("" if value == 1 else "s")


def essay_lines(question: Question, *, large: bool) -> int:
    """Return the number of lines for an essay: more for more points, at most a page."""
    wanted = max(FEWEST_LINES, 1 + round(LINES_A_POINT * question.points))
    return min(wanted, MOST_LARGE_LINES if large else MOST_LINES)


def question(sheet: Sheet, markup: Markup, number: int, asked: Question) -> str:
    """Return one question with its number."""
    told = script(sheet.block_text(asked.stem), sheet.language)
    direction = "rtl" if told.rtl else "ltr"
    stem = markup.block(printed.with_long_gaps(sheet.stem(asked)))
    answer = _ANSWERS[type(asked.body)](sheet, markup, asked, asked.body)
    long = "true" if is_long(sheet, asked) else "false"
    return (
        f"#question({number}, {literal(points(asked.points))}, direction: {direction}, "
        f"long: {long})[{stem}][{answer}]\n"
    )


def is_long(sheet: Sheet, asked: Question) -> bool:
    """Whether it may need more than a page, so that typst has to measure it.

    Measuring every question would double the time and the memory. A rough count of lines is
    enough, far below what a page has room for; pictures have any height.
    """
    large = sheet.paper.large
    room, letters = (LARGE_ROOM, LARGE_LETTERS) if large else (ROOM, LETTERS)
    html = [sheet.stem(asked), *(sheet.inline(text) for text in _answers_shown(asked.body))]
    texts = [plain_text(one) for one in html]
    lines = sum(text.count("\n") + 1 + len(text) // letters for text in texts)
    if isinstance(asked.body, Essay):
        lines += 2 * essay_lines(asked, large=large)
    return lines > room or any("<img" in one for one in html)


def _answers_shown(body: object) -> Iterable[str]:
    match body:
        case Choice(options=options):
            return [option.text for option in options]
        case Matching(pairs=pairs, choices=choices):
            return [*(pair.left for pair in pairs), *(text for _, text in choices)]
        case Ordering(entries=entries):
            return [text for _, text in entries]
        case Listing(entries=listed):
            return ["" for _ in listed]
    return []


def _choice(sheet: Sheet, markup: Markup, asked: Question, body: Choice) -> str:
    entries = "".join(f", [{markup.line(sheet.inline(one.text))}]" for one in body.options)
    letters = _array(map(literal, printed.bubbles(asked)))
    before = "#prompt[Mark all that apply.];" if body.multiple else ""
    shape = "square" if body.multiple else "circle"
    return f'{before}#options("{shape}", {letters}{entries});'


def _true_false(_sheet: Sheet, _markup: Markup, _asked: Question, _body: TrueFalse) -> str:
    return '#options("circle", ("T", "F"), [True], [False]);'


def _typed(_sheet: Sheet, _markup: Markup, asked: Question, _body: ShortAnswer | Gap) -> str:
    return "" if has_gap(asked) else "#answer-line();"


def _numeric(_sheet: Sheet, markup: Markup, _asked: Question, body: Numeric) -> str:
    unit = body.quantity.unit
    return f"#answer-line(width: 40%, after: [{markup.text(unit) if unit else ''}]);"


def _matching(sheet: Sheet, markup: Markup, _asked: Question, body: Matching) -> str:
    ordered = printed.choices(sheet, body)
    lefts = _array(f"[{markup.line(sheet.inline(pair.left))}]" for pair in body.pairs)
    rights = _array(f"[{markup.line(sheet.inline(text))}]" for _, text in ordered)
    letters = _array(literal(printed.letter(n)) for n in range(len(ordered)))
    return (
        f"#prompt[Write the letter that belongs to each.];#matching({lefts}, {letters}, {rights});"
    )


def _ordering(sheet: Sheet, markup: Markup, asked: Question, _body: Ordering) -> str:
    shown = printed.entries(sheet, asked)
    entries = ", ".join(f"[{markup.line(sheet.inline(text))}]" for _, text in shown)
    return f"#prompt[Number these in the right order, from 1.];#ordering({entries});"


def _listing(_sheet: Sheet, _markup: Markup, _asked: Question, body: Listing) -> str:
    before = "#prompt[In the right order.];" if body.ordered else ""
    return f"{before}#numbered-lines({len(body.entries)});"


def _essay(sheet: Sheet, _markup: Markup, asked: Question, _body: Essay) -> str:
    return f"#lines({essay_lines(asked, large=sheet.paper.large)});"


def _array(items: Any) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"


_ANSWERS: dict[type, Callable[[Sheet, Markup, Question, Any], str]] = {
    Choice: _choice,
    TrueFalse: _true_false,
    ShortAnswer: _typed,
    Gap: _typed,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Listing: _listing,
    Essay: _essay,
}
