"""One note of each kind as Markdown: what `entry.Entry` says, in the constructs of the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.decks.model import Kind
from app.decks.normal import normal_form
from app.decks.writing import words
from app.decks.writing.entry import Entry, UnwritableError
from app.wording import Saying, say


def write(entry: Entry) -> str:
    """Return the block of *entry*, without a line break at its end.

    Whether it is read as the same card depends on where it stands: see `placing.placed`.
    Raises UnwritableError.
    """
    if not entry.front.strip():
        raise UnwritableError(say("Something to ask for is missing."))
    text = WRITERS[entry.kind](entry)
    if entry.remark.strip():
        first, *rest = words.paragraphs(entry.remark)
        quoted = [f"> **Remark:** {first}", *(f">\n> {part}" for part in rest)]
        text = "\n".join([text, "", *quoted])
    return text


def _term(entry: Entry) -> str:
    name = f"{words.line(entry.front)}{_attributes(entry)}"
    definition = words.line(_needed(entry.back, say("The definition")))
    return f"{name}\n:   {_with_picture(definition, entry)}"


def _question(entry: Entry) -> str:
    answer = _needed(entry.back, say("The answer"))
    return f"{_asked(entry)}\nA: {_below(answer)}"


def _true_false(entry: Entry) -> str:
    said = f"{_asked(entry)}\nA: {str(entry.truth).lower()}"
    return f"{said}\n\n{_below(entry.back)}" if entry.back.strip() else said


def _essay(entry: Entry) -> str:
    model = _needed(entry.back, say("The model answer"))
    return f"{_asked(entry)}\nA: essay\n\n{_below(model)}"


def _short_answer(entry: Entry) -> str:
    wordings = " | ".join(words.cell(one) for one in _some(entry.lines, 1, say("answers")))
    return f"{_asked(entry)}\nA~ {wordings}"


def _numeric(entry: Entry) -> str:
    said = " ".join([*_needed(entry.value, say("The number")).split(), *entry.unit.split()])
    tolerance = f" ± {entry.tolerance.strip()}" if entry.tolerance.strip() else ""
    return f"{_asked(entry)}\nA= {said}{tolerance}"


def _choice(entry: Entry) -> str:
    """Write the options in the order of their words, so that their places tell nothing."""
    right = [(one, "x") for one in _some(entry.lines, 1, say("right options"))]
    options = [*right, *((one, " ") for one in _some(entry.others, 1, say("wrong options")))]
    listed = sorted(options, key=lambda option: normal_form(option[0]))
    return "\n".join([_asked(entry), *(f"- [{box}] {words.inner(text)}" for text, box in listed)])


def _matching(entry: Entry) -> str:
    left = _some(entry.lines, 2, say("entries"))
    right = _some(entry.others, len(left), say("entries on the right"))
    rows = [*zip(left, right, strict=False), *(("", one) for one in right[len(left) :])]
    return f"{_asked(entry)}\n\n{_table([entry.sides, *rows])}"


def _ordering(entry: Entry) -> str:
    steps = _some(entry.lines, 2, say("steps"))
    return f"{_asked(entry)}\n<!-- order -->\n{_numbered(steps)}"


def _cloze(entry: Entry) -> str:
    text = words.line(entry.front)
    for gap in _some(entry.lines, 1, say("gaps")):
        hidden = words.inner(gap)
        before, found, after = text.partition(hidden)
        if not found or before.count("==") % 2:
            raise UnwritableError(
                say("“%(words)s” does not stand in the sentence by itself.", words=hidden[:60])
            )
        text = f"{before}=={hidden}=={after}"
    return f"{_with_picture(text, entry)}{_attributes(entry)}"


def _list(entry: Entry) -> str:
    entries = [f"- {words.line(one)}" for one in _some(entry.lines, 2, say("entries"))]
    return "\n".join([_section(entry), *_picture(entry), *entries])


def _steps(entry: Entry) -> str:
    return "\n".join(
        [_section(entry), *_picture(entry), _numbered(_some(entry.lines, 2, say("steps")))]
    )


def _contrast(entry: Entry) -> str:
    left, right = (
        _some(entry.lines, 1, say("entries")),
        _some(entry.others, 1, say("entries on the right")),
    )
    length = max(len(left), len(right))
    rows = zip(_filled(left, length), _filled(right, length), strict=True)
    sides = tuple(_needed(side, say("The name of a side")) for side in entry.sides)
    return "\n".join([_section(entry), *_picture(entry), _table([sides, *rows])])


def _cells(entry: Entry) -> str:
    if len(entry.rows) < 2 or len(entry.rows[0]) < 2:  # noqa: PLR2004 - a header and a row of two
        raise UnwritableError(say("A table needs a header and a row, each of two cells or more."))
    return "\n".join([_section(entry), *_picture(entry), _table(entry.rows)])


WRITERS: dict[Kind, Callable[[Entry], str]] = {
    Kind.TERM: _term,
    Kind.QUESTION: _question,
    Kind.CHOICE: _choice,
    Kind.TRUE_FALSE: _true_false,
    Kind.SHORT_ANSWER: _short_answer,
    Kind.NUMERIC: _numeric,
    Kind.CLOZE: _cloze,
    Kind.LIST: _list,
    Kind.STEPS: _steps,
    Kind.CONTRAST: _contrast,
    Kind.TABLE: _cells,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.ESSAY: _essay,
}


def _asked(entry: Entry) -> str:
    return f"Q: {_with_picture(words.line(entry.front), entry)}{_attributes(entry)}"


def _with_picture(text: str, entry: Entry) -> str:
    return f"{text} {entry.picture}" if entry.picture else text


def _picture(entry: Entry) -> list[str]:
    """Return the lines that show the picture above a list or a table."""
    return [entry.picture, ""] if entry.picture else []


def _attributes(entry: Entry) -> str:
    accept = "; ".join(words.value(one) for one in entry.accept if one.strip())
    pairs = (("accept", accept), ("hint", words.value(entry.hint)))
    said = " ".join(f'{name}="{value}"' for name, value in pairs if value)
    return f" {{{said}}}" if said else ""


def _section(entry: Entry) -> str:
    name = "steps" if entry.kind is Kind.STEPS else entry.kind.value
    arguments = f' ask="{words.value(entry.ask)}"' if entry.ask.strip() else ""
    hint = f' hint="{words.value(entry.hint)}"' if entry.hint.strip() else ""
    return f"## {words.inner(entry.front)}\n<!-- cards: {name}{arguments}{hint} -->\n"


def _below(text: str) -> str:
    return "\n\n".join(words.paragraphs(text))


def _numbered(texts: Iterable[str]) -> str:
    return "\n".join(f"{n}. {words.line(text)}" for n, text in enumerate(texts, 1))


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = len(rows[0])
    lines = [f"| {' | '.join(words.cell(c) for c in _filled(row, width))} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])


def _filled(texts: Sequence[str], length: int) -> list[str]:
    return [*texts[:length], *([""] * (length - len(texts)))]


def _some(texts: Iterable[str], fewest: int, name: Saying) -> list[str]:
    found = [text for text in texts if text.strip()]
    if len(found) < fewest:
        raise UnwritableError(
            say("This needs at least %(fewest)d %(name)s.", fewest=fewest, name=name)
        )
    return found


def _needed(text: str, name: Saying) -> str:
    if not text.strip():
        raise UnwritableError(say("%(name)s is missing.", name=name))
    return text
