"""Anki's note types as a package tells of them: fields, templates, and whether they are clozes."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from app.exports.material.apkg import protobuf
from app.exports.material.apkg.collection import columns, rows
from app.exports.readers.reading import ReadError

CLOZE = 1
_FIELD = re.compile(r"\{\{([#^/]?)\s*((?:[a-z]+:)*)([^{}]+?)\s*\}\}")
_SPECIAL = frozenset({"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"})


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of card: the places of the fields on its front, and of those only on its back."""

    front: tuple[int, ...]
    back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoteType:
    """How a note becomes cards."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool = False


def read_types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    """Return the note types of a collection by their ids, in either format."""
    if columns(connection, "notetypes"):
        return _in_tables(connection)
    found = next(rows(connection, "select models from col"), None)
    models = as_object(found[0]) if found else {}
    return {int(key): _model(model) for key, model in models.items() if key.lstrip("-").isdecimal()}


def read_decks(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the decks' names by their ids, levels parted by two colons."""
    if columns(connection, "decks"):
        found = rows(connection, "select id, name from decks")
        return {key: str(name).replace("\x1f", "::") for key, name in found}
    row = next(rows(connection, "select decks from col"), None)
    decks = as_object(row[0]) if row else {}
    return {
        int(key): str(deck.get("name", "")) for key, deck in decks.items() if isinstance(deck, dict)
    }


def as_object(text: Any) -> dict[str, Any]:
    """Return a JSON object; raises ReadError for anything else."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise ReadError("The collection's settings cannot be read.") from error
    if not isinstance(found, dict):
        raise ReadError("The collection's settings cannot be read.")
    return found


def _model(model: Any) -> NoteType:
    try:
        names = [str(one["name"]) for one in sorted(model["flds"], key=lambda one: one["ord"])]
        templates = sorted(model["tmpls"], key=lambda one: one["ord"])
        made = [_template(str(t["qfmt"]), str(t["afmt"]), names) for t in templates]
        return NoteType(str(model["name"]), tuple(names), tuple(made), model.get("type") == CLOZE)
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadError("A note type of the collection cannot be read.") from error


def _in_tables(connection: sqlite3.Connection) -> dict[int, NoteType]:
    names: dict[int, list[str]] = {}
    # Sorted here: an index with Anki's own collation is not to be relied on.
    for owner, _, name in sorted(rows(connection, "select ntid, ord, name from fields")):
        names.setdefault(owner, []).append(str(name))
    templates: dict[int, list[Template]] = {}
    for owner, _, config in sorted(rows(connection, "select ntid, ord, config from templates")):
        front, back = protobuf.text(bytes(config), 1), protobuf.text(bytes(config), 2)
        templates.setdefault(owner, []).append(_template(front, back, names.get(owner, [])))
    return {
        key: NoteType(
            str(name),
            tuple(names.get(key, ())),
            tuple(templates.get(key, ())),
            protobuf.number(bytes(config), 1) == CLOZE,
        )
        for key, name, config in rows(connection, "select id, name, config from notetypes")
    }


def _template(front: str, back: str, names: list[str]) -> Template:
    asked = _fields(front, names)
    return Template(asked, tuple(at for at in _fields(back, names) if at not in asked))


def _fields(text: str, names: list[str]) -> tuple[int, ...]:
    found = [name for sign, _, name in _FIELD.findall(text) if not sign and name not in _SPECIAL]
    return tuple(dict.fromkeys(names.index(name) for name in found if name in names))
