"""Attributes on a card's own line: ``{#id}``, ``{hint="…" accept="a; b"}``, ``<!-- #id -->``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.decks.blocks.source import Place
from app.decks.diagnostics import Report, did_you_mean
from app.decks.model import Use

# Group in braces: starts with an id or a name and an equals sign, so that other braces
# in prose ({pin}, {…}) stay prose.
GROUP = re.compile(r'\{\s*(?:#|[A-Za-z][\w-]*\s*=)(?:[^{}"\n]|"[^"\n]*")*\}')
_ARGUMENT = re.compile(
    r'\s*(?:#(?P<id>[^\s{}"=]*)|(?P<name>[A-Za-z][\w-]*)\s*=\s*'
    r'(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"{}]+)))'
)
_ID = re.compile(r"[A-Za-z0-9][\w.:-]*")
_POINTS = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})?)")

NOTE = frozenset({"id", "hint", "accept", "tags", "group", "points", "use"})
"""What every kind of note takes."""

KNOWN = NOTE | {"as"}

MAX_ID = 100  # characters, as many as a database keeps


class Argument(NamedTuple):
    """One ``name="value"`` (or ``#id``, whose name is ``id``) and where it stands."""

    name: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the attributes of one note say; every field is empty when it was not given."""

    id: str | None = None
    hint: str = ""
    accept: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    group: str = ""
    qualifier: str = ""  # {as="…"}: tells two entries with the same term apart
    points: float | None = None
    use: Use | None = None


_NONE = Attributes()


def read_arguments(body: str, place: Place, report: Report, code: str) -> list[Argument]:
    """Return the arguments in *body*, which starts at *place*; report *code* for a bad rest."""
    found: list[Argument] = []
    at = 0
    while match := _ARGUMENT.match(body, at):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        here = Place(place.line, place.column + start)
        name = match["name"] or "id"
        value = match["id"] if match["name"] is None else match["quoted"] or match["bare"] or ""
        found.append(Argument(name.lower(), value.strip(), here))
        at = match.end()
    rest = body[at:]
    if rest.strip():
        column = place.column + at + len(rest) - len(rest.lstrip())
        report.add(
            code,
            Place(place.line, column),
            f"“{rest.strip()[:40]}” cannot be read",
            'Write #name or key="value", with straight quotes and spaces in between.',
        )
    return found


def gather(arguments: Iterable[Argument], allowed: Iterable[str], report: Report) -> Attributes:
    """Return the attributes of one note, reporting what is unknown, repeated or out of place."""
    arguments = tuple(arguments)
    if not arguments:
        return _NONE
    values: dict[str, str] = {}
    allowed = frozenset(allowed)
    for argument in arguments:
        if _is_sound(argument, allowed, values, report):
            values[argument.name] = argument.value
    return Attributes(
        id=values.get("id"),
        hint=values.get("hint", ""),
        accept=split_list(values.get("accept", ""), ";"),
        tags=split_list(values.get("tags", ""), ";,"),
        group=values.get("group", ""),
        qualifier=values.get("as", ""),
        points=float(values["points"]) if "points" in values else None,
        use=Use(values["use"]) if "use" in values else None,
    )


def split_list(value: str, separators: str) -> tuple[str, ...]:
    """Return the parts of *value* between any of *separators*, without empty or repeated ones."""
    parts = re.split(f"[{separators}]", value)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _is_sound(
    argument: Argument, allowed: frozenset[str], seen: dict[str, str], report: Report
) -> bool:
    name, value, place = argument
    if name not in KNOWN:
        hint = did_you_mean(name, KNOWN)
        report.add("unknown-attribute", place, f"unknown attribute “{name}”", hint)
    elif name not in allowed:
        message = f"“{name}” does nothing here"
        hint = f"Here you can use: {', '.join(sorted(allowed))}." if allowed else "Remove it."
        report.add("misplaced-attribute", place, message, hint)
    elif name in seen:
        report.add("bad-attribute", place, f"“{name}” is given twice", "Keep one of the two.")
    elif fault := _value_fault(name, value):
        report.add("bad-attribute", place, *fault)
    else:
        return True
    return False


def _value_fault(name: str, value: str) -> tuple[str, str] | None:
    """Return what is wrong with the value of attribute *name*, and how to mend it."""
    if name == "id" and not _ID.fullmatch(value):
        hint = "An id is letters, digits and - _ . : without spaces, such as {#up-selling}."
        return f"“{value}” is no id", hint
    if name == "id" and len(value) > MAX_ID:
        return f"the id has {len(value)} characters", f"An id has at most {MAX_ID}."
    if not value:
        return f"“{name}” is empty", "Give it a value or remove it."
    if name == "points" and not _POINTS.fullmatch(value):
        return f"“{value}” is no number of points", "Write a number such as {points=2} or 0.5."
    if name == "use" and value not in set(Use):
        hint = "Write {use=exam} or {use=practice}; practice is what a note is for unless told."
        return f"“use” cannot be “{value[:40]}”", hint
    return None
