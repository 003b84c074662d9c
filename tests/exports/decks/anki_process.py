"""A process with Anki in it: imports packages into a collection and prints what is there.

    python anki_process.py COLLECTION.anki2 < steps.json

The steps are a list of ["import", FILE], ["study", DAYS], ["render"] and ["notes"]; a list with
the answer to each is printed as JSON. Anki is under the AGPL and stays out of our own process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageRequest


def imported(col: Collection, file: str) -> dict[str, int]:
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=file)).log
    return {
        name: len(getattr(log, name))
        for name in ("new", "updated", "duplicate", "conflicting", "missing_notetype")
    }


def study(col: Collection, days: int) -> int:
    cards = [col.get_card(card) for card in col.find_cards("")]
    col.sched.set_due_date([card.id for card in cards], str(days))
    return len(cards)


def render(col: Collection) -> list[dict[str, Any]]:
    found = []
    for card in (col.get_card(card) for card in sorted(col.find_cards(""))):
        shown = card.render_output()
        found.append(
            {
                "guid": card.note().guid,
                "type": card.note_type()["name"],
                "is_cloze": card.note_type()["type"] == 1,
                "ord": card.ord,
                "question": shown.question_text,
                "answer": shown.answer_text,
                "deck": col.decks.name(card.did),
                "interval": card.ivl,
                "is_new": card.type == 0,
            }
        )
    return found


def notes(col: Collection) -> list[dict[str, Any]]:
    return [
        {"guid": note.guid, "fields": dict(note.items()), "tags": note.tags, "mod": note.mod}
        for note in (col.get_note(note) for note in sorted(col.find_notes("")))
    ]


def check(col: Collection) -> dict[str, Any]:
    """Return what Anki's own checks find: of the database, and of the media."""
    problems, sound = col.fix_integrity()
    media = col.media.check()
    folder = Path(col.media.dir())
    return {
        "problems": problems,
        "sound": sound,
        "missing": list(media.missing),
        "unused": list(media.unused),
        "files": {file.name: file.stat().st_size for file in folder.iterdir()},
    }


def main() -> None:
    col = Collection(sys.argv[1])
    steps: dict[str, Callable[..., Any]] = {
        "import": imported,
        "study": study,
        "render": render,
        "notes": notes,
        "check": check,
    }
    answers = [steps[name](col, *given) for name, *given in json.load(sys.stdin)]
    col.close()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
