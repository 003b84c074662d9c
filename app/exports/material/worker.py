"""What runs in the sandbox: bytes in base64 in, entries as JSON out."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.exports.material.kinds import read_material
from app.exports.material.values import Entry, Material, Shape
from app.exports.readers import ReadError
from app.exports.registry import Loss


def read(data: str, name: str, kind: str, folder: str) -> dict[str, Any]:
    """Return the kind and the material, or why the file was ``refused``."""
    try:
        found_kind, found = read_material(b64decode(data), name, kind, folder)
    except ReadError as error:
        return {"refused": str(error)}
    except RecursionError:
        return {"refused": "Its parts are nested too deep."}
    pictures = {path: b64encode(one).decode("ascii") for path, one in found.pictures.items()}
    return {
        "kind": found_kind,
        "title": found.title,
        "entries": [asdict(entry) for entry in found.entries],
        "losses": [asdict(loss) for loss in found.losses],
        "pictures": pictures,
        "cards": found.cards,
    }


def material(found: Mapping[str, Any]) -> Material:
    """Return what ``read`` returned, as values again."""
    return Material(
        found["title"],
        tuple(entry(one) for one in found["entries"]),
        tuple(Loss(**one) for one in found["losses"]),
        {path: b64decode(one) for path, one in found["pictures"].items()},
        found["cards"],
    )


def entry(found: Mapping[str, Any]) -> Entry:
    """Return an entry from its JSON; raises KeyError, TypeError or ValueError for no such."""
    values = dict(found)
    values["shape"] = Shape(values["shape"])
    values["why"], values["tags"] = tuple(values["why"]), tuple(values["tags"])
    return Entry(**values)
