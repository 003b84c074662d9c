"""``flask quiz analyse``: how the questions of a file did, from a table of answers."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from app.cli.deck_files import parse_paths
from app.quiz.analysis import FEW, QuizFigures, analyse
from app.quiz.marking.wordings import Course
from app.quiz.questions import Question, questions
from app.quiz.responses import response
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.types.outcome import ResponseError
from app.services.attempts.pool import course_of

STUDENT = "student"


class TableError(ValueError):
    """A table cannot be read; the message names line and column."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """The marks of each item, and how often each option of a choice was chosen."""

    marks: Mapping[str, Sequence[float]]
    chosen: Mapping[str, Counter[str]]


@click.command("analyse", short_help="How questions did: facility, discrimination, reliability.")
@click.argument("table", metavar="RESPONSES.csv", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--quiz",
    "file",
    required=True,
    metavar="FILE.md",
    type=click.Path(exists=True, path_type=Path),
    help="The questions with their keys.",
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def analyse_command(ctx: click.Context, table: Path, file: Path, style: str) -> None:
    """Mark the answers in RESPONSES.csv by FILE.md and print the item analysis.

    A row is a person, a column an item by its id; a column "student" is left out. Options are
    letters in the file's order ("b", "a c"), so are the places of an ordering and the choices
    of a matching ("b a"); true or false; lists with "|" between the entries; else the text.
    Open questions cannot be marked and are left out.

    \b
    Example:
      flask quiz analyse responses.csv --quiz quiz.md --format json
    """
    decks = [parsed.deck for parsed in parse_paths([file])]
    asked = {q.id: q for deck in decks for q in questions(deck, exam=True)}
    try:
        answers = _read(table, asked, course_of(decks))
    except TableError as error:
        click.echo(str(error), err=True)
        ctx.exit(1)
    found = analyse(answers.marks, {item: asked[item].points for item in answers.marks})
    click.echo(_as_json(found, answers) if style == "json" else _as_text(found, answers))


def _read(table: Path, asked: Mapping[str, Question], course: Course) -> _Answers:
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise TableError(f"{table}:1: the table has no answers; its first row names the items.")
    columns = [name for name in rows[0] if name and name.strip().lower() != STUDENT]
    unknown = [name for name in columns if name not in asked]
    if unknown:
        raise TableError(f"{table}:1: the quiz has no item {', '.join(unknown)}.")
    columns = [name for name in columns if asked[name].type != "essay"]
    marks: dict[str, list[float]] = {name: [] for name in columns}
    chosen: dict[str, Counter[str]] = {name: Counter() for name in columns}
    for line, row in enumerate(rows, 2):
        for name in columns:
            text = (row[name] or "").strip()
            try:
                marks[name].append(_mark(asked[name], text, course))
            except (ResponseError, ValueError) as error:
                raise TableError(f"{table}:{line}: {name}: {text!r}: {error}") from error
            if isinstance(asked[name].body, Choice):
                chosen[name].update(text.lower().split() or ["-"])
    return _Answers(marks, chosen)


def _mark(question: Question, text: str, course: Course) -> float:
    given = response(question, text)
    credit = TYPES[question.type].mark(question.body, given, course).credit
    return (credit or 0.0) * question.points


def _as_json(found: QuizFigures, answers: _Answers) -> str:
    document = asdict(found) | {"few": found.few}
    for item in document["items"]:
        item["few"] = item["n"] < FEW
        item["chosen"] = dict(sorted(answers.chosen[item["item"]].items()))
    return json.dumps(document, indent=1)


def _as_text(found: QuizFigures, answers: _Answers) -> str:
    lines = [f"{'item':28} {'n':>5} {'facility':>9} {'discr.':>8} {'effic.':>8}  chosen"]
    for one in found.items:
        chosen = "  ".join(f"{key} {n}" for key, n in sorted(answers.chosen[one.item].items()))
        figures = f"{_said(one.facility):>9} {_said(one.discrimination):>8}"
        lines.append(f"{one.item:28} {one.n:>5} {figures} {_said(one.efficiency):>8}  {chosen}")
    lines.append("")
    lines.append(f"n = {found.n}, mean {_points(found.mean)} of {found.most:g} points")
    lines.append(f"Cronbach's alpha {_said(found.alpha)}, standard error {_points(found.sem)}")
    if found.few:
        lines.append(f"Fewer than {FEW} people: these figures are little more than chance.")
    return "\n".join(lines)


def _said(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} %"


def _points(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
