"""The keys of the front matter: which there are, and which values each takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_CONTEXT = 6  # heading levels there are
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

# A value as YAML gives it when every scalar stays a string.
Raw = str | list["Raw"] | dict[str, "Raw"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key: how to read its value (ValueError if it cannot be), and an example for hints."""

    read: Callable[[Raw], object]
    example: str


def _text(raw: Raw) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("must be some text")
    return raw.strip()


def _list(raw: Raw, what: str) -> list[Raw]:
    if isinstance(raw, list):
        return raw
    raise ValueError(f"must be {what}")


def _texts(raw: Raw) -> tuple[str, ...]:
    raw = _list(raw, "a list")
    return tuple(dict.fromkeys(_text(entry) for entry in raw))


def _groups(raw: Raw) -> tuple[tuple[str, ...], ...]:
    groups = tuple(_texts(group) for group in _list(raw, "a list of groups"))
    if any(len(group) == 1 for group in groups):
        raise ValueError("needs at least two terms in every group")
    return groups


def _levels(raw: Raw) -> int:
    if not isinstance(raw, str) or not re.fullmatch(r"[0-6]", raw):
        raise ValueError(f"must be a whole number from 0 to {MAX_CONTEXT}")
    return int(raw)


def _weight(raw: Raw) -> float:
    if not isinstance(raw, str) or not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", raw):
        raise ValueError("must be a number such as 1 or 0.5")
    return float(raw)


def _flag(raw: Raw) -> bool:
    if not isinstance(raw, str) or raw not in {"true", "false"}:
        raise ValueError("must be true or false")
    return raw == "true"


def _language(raw: Raw) -> str:
    if not isinstance(raw, str) or not _LANGUAGE.fullmatch(raw):
        raise ValueError("must be a language code")
    return raw


KEYS: dict[str, Key] = {
    "title": Key(_text, "title: Keeping customers"),
    "deck": Key(_text, "deck: keeping-customers"),
    "chapter": Key(_text, "chapter: chapter11"),
    "tags": Key(_texts, "tags: [crm, final-exam]"),
    "context": Key(_levels, "context: 1"),
    "cards": Key(_text, "cards: list"),
    "language": Key(_language, "language: en"),
    "weight": Key(_weight, "weight: 1.5"),
    "optional": Key(_flag, "optional: true"),
    "confusable": Key(_groups, "confusable: [[intranet, extranet]]"),
    "source": Key(_text, 'source: "lecture 6, slides 3-9"'),
}
