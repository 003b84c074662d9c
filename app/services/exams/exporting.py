"""An exam in the formats of other systems and on paper, with what each of them loses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.exports import FORMATS, Format, Loss, registry
from app.exports.archive import archive
from app.exports.sheet import Sheet
from app.quiz import key
from app.quiz.versions import Version
from app.services.exams.sheets import Whole
from app.services.tables import written

KEY_FILE = "key.csv"
PRINTED_KEY_FILE = "key.pdf"
NAME_LENGTH = 60
ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class Lost:
    """A thing that a format loses, with the items that it concerns; none: the whole file."""

    what: str
    left_out: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that the exam can be had in. *possible*: it can carry at least one item."""

    made: Format
    lost: tuple[Lost, ...]
    possible: bool

    @property
    def left_out(self) -> int:
        """How many items are not in the file."""
        return len({item for one in self.lost if one.left_out for item in one.items})


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: its *name* is plain ASCII and no path."""

    name: str
    media_type: str
    data: bytes


def offers(whole: Whole) -> list[Offer]:
    """Return every registered format with its losses, in the order of the registry."""
    return [_offer(made, whole.sheet) for made in FORMATS.values()]


def export(made: Format, whole: Whole, title: str) -> File:
    """Write the exam: one file, or for several versions a zip of them with their keys.

    Raises ValueError if the format can carry none of the items.
    """
    stem = file_stem(title)
    if len(whole.versions) == 1:
        data = registry.write(made, whole.versions[0]).data
        return File(f"{stem}.{made.ending}", made.media_type, data)
    kept = [_carried(made, sheet) for sheet in whole.versions]
    files = {f"{s.paper.version}.{made.ending}": registry.write(made, s).data for s in kept}
    files[KEY_FILE] = key_table(kept)
    if made.key is not None:
        files[PRINTED_KEY_FILE] = made.key(kept)
    return File(f"{stem}-{made.name}.zip", ZIP, archive(files))


def key_table(sheets: Sequence[Sheet]) -> bytes:
    """Return the key of each version by item id, as CSV whose cells are text."""
    made = [Version(sheet.paper.version or "A", sheet.questions) for sheet in sheets]
    return written([key.COLUMNS, *key.rows(made)])


def file_stem(title: str) -> str:
    """Return a name for a file: letters, digits and hyphens of ASCII, whatever the title is."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:NAME_LENGTH].strip("-") or "exam"


def _offer(made: Format, sheet: Sheet) -> Offer:
    losses = registry.losses(made, sheet)
    grouped: dict[tuple[str, bool], list[str]] = {}
    for loss in losses:
        grouped.setdefault((loss.what, loss.left_out), []).append(loss.question)
    lost = tuple(
        Lost(what, left_out, tuple(dict.fromkeys(filter(None, items))))
        for (what, left_out), items in grouped.items()
    )
    return Offer(made, lost, len(_gone(losses)) < len(sheet.questions))


def _carried(made: Format, sheet: Sheet) -> Sheet:
    """Return the sheet with the questions that the format can carry."""
    gone = _gone(registry.losses(made, sheet))
    return sheet.only(tuple(question for question in sheet.questions if question.id not in gone))


def _gone(losses: Sequence[Loss]) -> set[str]:
    return {loss.question for loss in losses if loss.left_out}
