"""``<!-- cards: … -->``: reads a switch and puts it in force for its section."""

from __future__ import annotations

import difflib
import re

from app.decks.blocks.source import Place
from app.decks.constructs import SWITCHES
from app.decks.diagnostics import Report, did_you_mean
from app.decks.marks.attributes import KNOWN, read_arguments
from app.decks.marks.inline import Inline
from app.decks.sections.scope import Directive, Scope

DIRECTIVES = frozenset({"cards"})
PLACES = frozenset({"row", "column"})
"""Where ``ask=`` of a table takes in the names of a cell's row and column."""

_BRACED = re.compile(r"\{([a-z]+)\}")
_NAMED = re.compile(r"\s*(?P<name>[A-Za-z]+)\s*:\s*(?P<word>[^\s=#\"]*)")


def switch_on(scope: Scope, inline: Inline) -> None:
    """Put the switches among the comments of *inline* in force; attributes go with them."""
    directives, inline.directives = inline.directives, []
    for body, place in directives:
        match = _meant(body)
        if match is None:
            continue
        directive = _read(scope, body, match, place)
        if directive is None:
            inline.claimed = True
            continue
        if scope.headings and inline is not scope.headings[-1].inline:
            directive.arguments += tuple(inline.arguments)
            inline.claimed = True
        _put_in_force(scope, directive)


def for_file(name: str, line: int, report: Report) -> Directive | None:
    """Return the switch that ``cards:`` in the front matter gives the whole file."""
    if name in SWITCHES:
        return Directive(name, Place(line))
    _unknown(name, Place(line), report)
    return None


def report_unused(directive: Directive, report: Report) -> None:
    """Report a switch that made no card."""
    if not directive.used and directive.name != "none":
        message = f"“cards: {directive.name}” finds nothing here to make cards of"
        hint = f"It means: {SWITCHES[directive.name].meaning}. Put it under that heading."
        report.add("directive-without-target", directive.place, message, hint)


def report_misplaced(inline: Inline, report: Report) -> None:
    """Report the directives that stand within a text, where they switch nothing."""
    for body, place in inline.directives:
        if _meant(body):
            message = "a directive within a text switches nothing"
            hint = "Put it on a line of its own, under the heading of its section."
            report.add("directive-without-target", place, message, hint)


def _meant(body: str) -> re.Match[str] | None:
    """Return the start of a comment that is meant as a directive, not one with a mere colon."""
    match = _NAMED.match(body)
    return match if match and _is_near(match["name"].lower()) else None


def _is_near(name: str) -> bool:
    if name in DIRECTIVES or name in SWITCHES:
        return True
    return bool(difflib.get_close_matches(name, DIRECTIVES, n=1, cutoff=0.75))


def _read(scope: Scope, body: str, match: re.Match[str], place: Place) -> Directive | None:
    report = scope.report
    here = Place(place.line, place.column + match.start("name"))
    if match["name"].lower() not in DIRECTIVES:
        message = f"unknown directive “{match['name']}”"
        report.add(
            "unknown-directive", here, message, "Write <!-- cards: list --> or another switch."
        )
        return None
    word = match["word"].lower()
    if word not in SWITCHES:
        _unknown(word, here, report)
        return None
    heading = scope.headings[-1] if scope.headings else None
    directive = Directive(word, here, heading.level if heading else 0, heading)
    rest = Place(place.line, place.column + match.end())
    _read_arguments(directive, body[match.end() :], rest, report)
    return directive


def _unknown(word: str, place: Place, report: Report) -> None:
    message = f"unknown switch “cards: {word}”" if word else "“cards:” names no switch"
    report.add("unknown-directive", place, message, did_you_mean(word, SWITCHES))


def _read_arguments(directive: Directive, body: str, place: Place, report: Report) -> None:
    known = SWITCHES[directive.name].arguments
    for argument in read_arguments(body, place, report, "bad-argument"):
        name, value, where = argument
        if name in KNOWN:
            directive.arguments += (argument,)
        elif name not in known:
            message = f"“cards: {directive.name}” has no “{name}”"
            report.add("unknown-argument", where, message, did_you_mean(name, known | KNOWN))
        elif not value:
            hint = f'For example: {name}="…".'
            report.add("bad-argument", where, f"“{name}” is empty", hint)
        elif name == "ask" and directive.name == "table" and (other := _foreign(value)):
            message = f"“ask” has a place for “{other}”, which there is not"
            report.add("bad-argument", where, message, did_you_mean(other, PLACES))
        elif name == "total" and value != "last":
            message = f"“total” cannot be “{value}”"
            report.add("bad-argument", where, message, "Write total=last, or leave it out.")
        else:
            setattr(directive, name, value)


def _foreign(ask: str) -> str:
    """Return the first word in braces in *ask* that names no place."""
    return next((word for word in _BRACED.findall(ask) if word not in PLACES), "")


def _put_in_force(scope: Scope, directive: Directive) -> None:
    while scope.directives and scope.directives[-1].level >= directive.level:
        report_unused(scope.directives.pop(), scope.report)
    scope.directives.append(directive)
