"""The keys of the study screen: Anki's by default; each can be replaced, and each can be off.

A key is the one character that it types, in lower case, or a name of ``NAMED``. Only what
differs from the defaults is stored, in `User.preferences`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

from sqlalchemy.orm import Session

from app.models import User
from app.services.account_lock import lock
from app.wording import Saying, say

KEYS, FIGURES = "keys", "figures_choose"  # in `User.preferences`
MOST_KEYS = 4  # of one deed
NAMED = {
    name.lower(): name
    for name in (
        *("Space", "Enter", "Backspace", "Delete", "Home", "End", "PageUp", "PageDown"),
        *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"),
    )
}
"""Keys that type nothing, or nothing to be seen; Tab and Escape stay the browser's."""
FIGURE_KEYS = frozenset("123456789")
NAME_OF_SPACE = "Space"


class Deed(StrEnum):
    """What a key does. With two grades FORGOT and KNEW stand in place of the other four."""

    SHOW = "show"
    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"
    FORGOT = "forgot"
    KNEW = "knew"
    UNDO = "undo"
    BURY = "bury"
    SUSPEND = "suspend"
    FLAG = "flag"
    REPORT = "report"
    SUGGEST = "suggest"
    INFO = "info"
    HELP = "help"


RATINGS: Mapping[Deed, int] = MappingProxyType(
    {Deed.AGAIN: 1, Deed.HARD: 2, Deed.GOOD: 3, Deed.EASY: 4, Deed.FORGOT: 1, Deed.KNEW: 3}
)
FOUR_GRADES = frozenset({Deed.AGAIN, Deed.HARD, Deed.GOOD, Deed.EASY})
TWO_GRADES = frozenset({Deed.FORGOT, Deed.KNEW})

DEFAULTS: Mapping[Deed, tuple[str, ...]] = MappingProxyType(
    {
        Deed.SHOW: ("Space", "Enter"),
        Deed.AGAIN: ("1",),
        Deed.HARD: ("2",),
        Deed.GOOD: ("3",),
        Deed.EASY: ("4",),
        Deed.FORGOT: ("1",),
        Deed.KNEW: ("2", "3", "4"),
        Deed.UNDO: ("u", "z"),
        Deed.BURY: ("-",),
        Deed.SUSPEND: ("@",),
        Deed.FLAG: ("*",),
        Deed.REPORT: ("!",),
        Deed.SUGGEST: ("e",),
        Deed.INFO: ("i",),
        Deed.HELP: ("?",),
    }
)

WORDS: Mapping[Deed, Saying] = MappingProxyType(
    {
        Deed.SHOW: say("Show the answer; then the suggested grade"),
        Deed.AGAIN: say("Again"),
        Deed.HARD: say("Hard"),
        Deed.GOOD: say("Good"),
        Deed.EASY: say("Easy"),
        Deed.FORGOT: say("Forgot"),
        Deed.KNEW: say("Knew it"),
        Deed.UNDO: say("Undo the last answer"),
        Deed.BURY: say("Not today: the card comes back tomorrow"),
        Deed.SUSPEND: say("Stop asking this card"),
        Deed.FLAG: say("Flag the card, or take the flag off"),
        Deed.REPORT: say("Tell the instructors that something is wrong with it"),
        Deed.SUGGEST: say("Suggest another text for the card"),
        Deed.INFO: say("Your answers to it so far, and its forecast"),
        Deed.HELP: say("Show all keys"),
    }
)


class KeysError(ValueError):
    """Keys that will not do; *faults* says of each deed what is wrong with its keys."""

    def __init__(self, faults: Mapping[Deed, Saying]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Keys:
    """One student's keys. *of*: those of every deed there is with these grades, in their order.

    *figures*: whether 1 to 9 choose an option before the answer is shown.
    """

    of: Mapping[Deed, tuple[str, ...]]
    figures: bool

    def described(self) -> list[tuple[Deed, tuple[str, ...], Saying]]:
        """Return each deed with its keys and in words."""
        return [(deed, keys, WORDS[deed]) for deed, keys in self.of.items()]

    def commands(self) -> dict[str, str | int]:
        """Return what the browser's keys do, by `KeyboardEvent.key` in lower case: the name of
        a deed, or a rating from 1 to 4.
        """
        return {
            " " if key == NAME_OF_SPACE else key.lower(): RATINGS.get(deed, deed.value)
            for deed, keys in self.of.items()
            for key in keys
        }


def deeds(*, four_grades: bool) -> list[Deed]:
    """Return what keys can do for somebody who has two grades or four."""
    absent = TWO_GRADES if four_grades else FOUR_GRADES
    return [deed for deed in Deed if deed not in absent]


def keys_of(preferences: Mapping[str, Any], *, four_grades: bool) -> Keys:
    """Return the keys that were set, the defaults for all others; {} gives the defaults alone."""
    stored = preferences.get(KEYS, {})
    return Keys(
        {
            deed: tuple(stored.get(deed.value, DEFAULTS[deed]))
            for deed in deeds(four_grades=four_grades)
        },
        bool(preferences.get(FIGURES, True)),
    )


def set_keys(session: Session, user: User, wanted: Mapping[Deed, str], *, figures: bool) -> None:
    """Store the keys of *user* as they were typed: several of a deed with spaces between, none
    for off. Deeds that *wanted* does not name keep theirs. Raises KeysError.
    """
    lock(session, user)
    before = keys_of(user.preferences, four_grades=user.four_grades)
    read, faults = _read_all({deed: text for deed, text in wanted.items() if deed in before.of})
    found = {deed: read.get(deed, keys) for deed, keys in before.of.items()}
    faults = _conflicts(found, figures=figures) | faults
    if faults:
        raise KeysError(faults)
    others = {k: v for k, v in user.preferences.get(KEYS, {}).items() if k not in found}
    own = {deed.value: list(keys) for deed, keys in found.items() if keys != DEFAULTS[deed]}
    user.preferences = {**user.preferences, KEYS: others | own, FIGURES: figures}
    session.flush()


def reset(session: Session, user: User) -> None:
    """Give *user* the default keys again."""
    lock(session, user)
    user.preferences = {k: v for k, v in user.preferences.items() if k not in {KEYS, FIGURES}}
    session.flush()


def _read_all(
    wanted: Mapping[Deed, str],
) -> tuple[dict[Deed, tuple[str, ...]], dict[Deed, Saying]]:
    found, faults = {}, {}
    for deed, text in wanted.items():
        keys = [_read(word) for word in text.split()]
        unknown = [word for word, key in zip(text.split(), keys, strict=True) if key is None]
        if unknown:
            faults[deed] = say(
                "“%(word)s” is no key. Write the character that it types, or one of %(names)s.",
                word=unknown[0][:20],
                names=", ".join(NAMED.values()),
            )
        elif len(keys) > MOST_KEYS:
            faults[deed] = say("At most %(most)d keys can do the same.", most=MOST_KEYS)
        else:
            found[deed] = tuple(dict.fromkeys(key for key in keys if key is not None))
    return found, faults


def _read(word: str) -> str | None:
    """Return the key that *word* names, None if there is none."""
    named = NAMED.get(word.lower())
    if named is not None:
        return named
    key = normalize("NFC", word).lower()
    return key if len(key) == 1 and key.isprintable() else None


def _conflicts(found: Mapping[Deed, Sequence[str]], *, figures: bool) -> dict[Deed, Saying]:
    """Return what is wrong where a key would have two meanings; the later deed is named."""
    taken: dict[str, Deed] = {}
    faults: dict[Deed, Saying] = {}
    for deed, keys in found.items():
        for key in keys:
            if figures and key in FIGURE_KEYS and deed not in RATINGS:
                faults[deed] = say(
                    "%(key)s chooses an option while the question is shown. Take another key, or "
                    "switch that off below.",
                    key=key,
                )
            elif key in taken:
                faults[deed] = say(
                    "%(key)s is already the key for “%(other)s”. Take another one here or there.",
                    key=key,
                    other=WORDS[taken[key]],
                )
            else:
                taken[key] = deed
    return faults
