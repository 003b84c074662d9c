"""The tables of a collection in Anki's schema 11, and the settings that they need."""

from __future__ import annotations

import json
from typing import Any

from app.exports.decks.apkg.note_types import CHANGED, NOTE_TYPES, as_json

VERSION = 11

_TABLES = {
    "col": "id integer primary key, crt integer not null, mod integer not null, "
    "scm integer not null, ver integer not null, dty integer not null, usn integer not null, "
    "ls integer not null, conf text not null, models text not null, decks text not null, "
    "dconf text not null, tags text not null",
    "notes": "id integer primary key, guid text not null, mid integer not null, "
    "mod integer not null, usn integer not null, tags text not null, flds text not null, "
    "sfld integer not null, csum integer not null, flags integer not null, data text not null",
    "cards": "id integer primary key, nid integer not null, did integer not null, "
    "ord integer not null, mod integer not null, usn integer not null, type integer not null, "
    "queue integer not null, due integer not null, ivl integer not null, "
    "factor integer not null, reps integer not null, lapses integer not null, "
    "left integer not null, odue integer not null, odid integer not null, "
    "flags integer not null, data text not null",
    "revlog": "id integer primary key, cid integer not null, usn integer not null, "
    "ease integer not null, ivl integer not null, lastIvl integer not null, "
    "factor integer not null, time integer not null, type integer not null",
    "graves": "usn integer not null, oid integer not null, type integer not null",
}
_INDEXES = {
    "ix_notes_usn": "notes (usn)",
    "ix_cards_usn": "cards (usn)",
    "ix_revlog_usn": "revlog (usn)",
    "ix_cards_nid": "cards (nid)",
    "ix_cards_sched": "cards (did, queue, due)",
    "ix_revlog_cid": "revlog (cid)",
    "ix_notes_csum": "notes (csum)",
}
TABLES = "".join(f"create table {name} ({columns});" for name, columns in _TABLES.items())
INDEXES = "".join(f"create index {name} on {columns};" for name, columns in _INDEXES.items())

_SETTINGS: dict[str, Any] = {
    "activeDecks": [1],
    "curDeck": 1,
    "newSpread": 0,
    "collapseTime": 1200,
    "timeLim": 0,
    "estTimes": True,
    "dueCounts": True,
    "curModel": None,
    "nextPos": 1,
    "sortType": "noteFld",
    "sortBackwards": False,
    "addToCur": True,
}
_STUDY: dict[str, Any] = {
    "1": {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "new": {
            "bury": True,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 7],
            "order": 1,
            "perDay": 20,
            "separate": True,
        },
        "lapse": {
            "delays": [10],
            "leechAction": 0,
            "leechFails": 8,
            "minInt": 1,
            "mult": 0,
        },
        "rev": {
            "bury": True,
            "ease4": 1.3,
            "fuzz": 0.05,
            "ivlFct": 1,
            "maxIvl": 36500,
            "minSpace": 1,
            "perDay": 200,
        },
    }
}


def deck_row(deck_id: int, name: str) -> dict[str, Any]:
    """Return a deck as ``col.decks`` keeps it."""
    return {
        "id": deck_id,
        "name": name,
        "mod": CHANGED,
        "usn": -1,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "collapsed": False,
        "extendNew": 0,
        "extendRev": 0,
        "lrnToday": [0, 0],
        "newToday": [0, 0],
        "revToday": [0, 0],
        "timeToday": [0, 0],
    }


def collection_row(decks: dict[int, str], changed: int) -> tuple[object, ...]:
    """Return the one row of ``col``; *changed* in seconds."""
    models = {str(kind.id): as_json(kind) for kind in NOTE_TYPES}
    rows = {"1": deck_row(1, "Default")} | {str(i): deck_row(i, n) for i, n in decks.items()}
    texts = [json.dumps(value) for value in (_SETTINGS, models, rows, _STUDY, {})]
    return (1, CHANGED, changed * 1000, changed * 1000, VERSION, 0, 0, 0, *texts)
