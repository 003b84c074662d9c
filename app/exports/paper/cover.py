"""The cover: what the exam is, who sits it, and how answers are given."""

from __future__ import annotations

from app.exports.paper import answer_sheet
from app.exports.paper.markup import Markup, literal
from app.exports.paper.questions import points
from app.exports.sheet import Sheet
from app.quiz.types.choice import Choice


def facts(sheet: Sheet) -> list[tuple[str, str]]:
    """Return what the cover says of the exam, with the name of each."""
    total = sum(question.points for question in sheet.questions)
    paper, count = sheet.paper, len(sheet.questions)
    made = [("Questions", f"{count}"), ("Points", f"{total:g}")]
    if paper.minutes is not None:
        made.insert(0, ("Time", f"{paper.minutes} minutes"))
    if paper.date is not None:
        made.insert(0, ("Date", f"{paper.date.day} {paper.date:%B %Y}"))
    return made


def instructions(sheet: Sheet, *, with_sheet: bool) -> list[str]:
    """Return the instructions: those of the exam, else the usual ones for its questions."""
    own = [line.strip() for line in sheet.paper.instructions.splitlines() if line.strip()]
    if own:
        return own
    several = any(isinstance(q.body, Choice) and q.body.multiple for q in sheet.questions)
    on_sheet = with_sheet and bool(answer_sheet.asked_on(sheet.questions))
    made = ["Do not turn this page until you are told to."]
    if on_sheet:
        made.append("Write your name and student number here and on the answer sheet.")
        made.append(
            "Where options have circles or squares, only what is marked on the answer sheet counts."
        )
    else:
        made.append("Write your name and student number on this page.")
    if several:
        made.append("Circles: one option is right. Squares: one or more are; mark all of them.")
    made.append(f"The points are beside each question, {_total(sheet)} in all.")
    return made


def _total(sheet: Sheet) -> str:
    return points(sum(question.points for question in sheet.questions))


def markup(sheet: Sheet, written: Markup) -> str:
    """Return the cover in typst."""
    named = "".join(f"({literal(name)}, {literal(value)}), " for name, value in facts(sheet))
    told = "".join(f"[{written.text(line)}], " for line in instructions(sheet, with_sheet=True))
    title, version = literal(written.shown(sheet.title)), literal(sheet.paper.version)
    return f"#cover(title: {title}, version: {version}, facts: ({named}), instructions: ({told}))\n"
