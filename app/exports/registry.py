"""The registry of formats, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.exports.sheet import Sheet
from app.quiz.questions import Question


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format cannot carry.

    *question* is the id that it concerns, "" for the whole file. *left_out*: the question is
    not in the file at all; otherwise it is there, and *what* says what it lost.
    """

    question: str
    what: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One format. *write* is given only questions that ``losses`` does not leave out.

    *losses* looks at one question, *general* is said of every file. *ending* without its dot.
    """

    name: str
    label: str
    ending: str
    media_type: str
    write: Callable[[Sheet], bytes]
    losses: Callable[[Sheet, Question], Sequence[Loss]]
    general: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """A written file, and everything that it lost."""

    data: bytes
    losses: tuple[Loss, ...]


FORMATS: dict[str, Format] = {}


def add(made: Format) -> None:
    """Put a format into the registry."""
    FORMATS[made.name] = made


def losses(made: Format, sheet: Sheet) -> tuple[Loss, ...]:
    """Return what *sheet* would lose in this format, before anything is written."""
    said = tuple(Loss("", text) for text in made.general)
    return said + tuple(
        loss
        for question in sheet.questions
        for loss in (*_missing_pictures(sheet, question), *made.losses(sheet, question))
    )


def _missing_pictures(sheet: Sheet, question: Question) -> Iterator[Loss]:
    """Yield what every format loses alike."""
    for name in sheet.pictures_in(question):
        if name in sheet.pictures:
            continue
        yield Loss(question.id, f"the picture {name}, which is not there")


def write(made: Format, sheet: Sheet) -> Export:
    """Write *sheet*; raises ValueError if the format can carry none of its questions."""
    lost = losses(made, sheet)
    gone = {loss.question for loss in lost if loss.left_out}
    kept = tuple(question for question in sheet.questions if question.id not in gone)
    if not kept:
        raise ValueError(f"{made.label} can carry none of the {len(sheet.questions)} questions.")
    return Export(made.write(sheet.only(kept)), lost)
