"""The fields of a question's form, and the answer that they amount to.

A question at position 3 has a field ``q3``, ``q3[]`` where several options may be right; for
matching ``q3-1`` … by the id of the entry on the left, for ordering ``q3-1`` … by place. The
same fields come from the page with JavaScript (one question at a time) and without (the whole
page). Their values number what is shown in the order in which it is shown: the ids of the
key's own order would give the key away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import MultiDict

from app.models import AttemptItem

LONGEST = 20_000  # characters of one answer
Fields = MultiDict[str, str]


def answers(items: Iterable[AttemptItem], form: Fields) -> dict[int, Any]:
    """Return the answer to each of *items* by position; None for nothing."""
    return {item.position: answer(item, form) for item in items}


def answer(item: AttemptItem, form: Fields) -> Any:
    """Return what was answered, as it is stored; None for nothing."""
    name, shown = f"q{item.position}", len(item.snapshot["order"])
    numbers = {str(number) for number in range(1, shown + 1)}
    if item.type == "choice":
        chosen_options = {*form.getlist(name), *form.getlist(f"{name}[]")}
        return sorted(numbers & chosen_options, key=int) or None
    if item.type == "true_false":
        return {"true": True, "false": False}.get(form.get(name, ""))
    if item.type == "matching":
        lefts = [pair["id"] for pair in item.snapshot["body"]["pairs"]]
        chosen = {left: form.get(f"{name}-{left}", "") for left in lefts}
        return {left: one for left, one in chosen.items() if one in numbers} or None
    if item.type == "ordering":
        return _ordered([form.get(f"{name}-{place}", "") for place in range(1, shown + 1)], numbers)
    text = form.get(name, "").replace("\r\n", "\n")[:LONGEST]
    if item.type == "list":
        return [line.strip() for line in text.split("\n") if line.strip()] or None
    return text if text.strip() else None


def _ordered(places: Iterable[str], numbers: set[str]) -> list[str] | None:
    """Return the entries by their place; "" stands for a place that is left open.

    An entry that is chosen for two places counts at the first only.
    """
    found: list[str] = []
    for one in places:
        found.append(one if one in numbers and one not in found else "")
    return found if any(found) else None
