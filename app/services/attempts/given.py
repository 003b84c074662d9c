"""From answers as they are stored to responses as the types mark them.

Stored answers number options, choices and entries as they were shown: the ids of the body
count in the author's order, which is the key of an ordering.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.models import AttemptItem


def response(item: AttemptItem, answer: Any) -> Any:
    """Return *answer* in the form that the item's type marks; None for none."""
    order: list[str] = item.snapshot["order"]
    if answer is None or not order:
        return answer
    if item.type == "choice":
        return [order[int(one) - 1] for one in answer]
    if item.type == "matching":
        return {left: order[int(one) - 1] for left, one in answer.items()}
    placed = [order[int(one) - 1] if one else "" for one in answer]
    return filled(placed, [number for number, _ in item.snapshot["body"]["entries"]])


def filled(placed: Sequence[str], right: Sequence[str]) -> list[str]:
    """Return an order whose open places ("") are filled, with as few right ones as can be."""
    placed = [*placed, *[""] * (len(right) - len(placed))]
    gaps = [at for at, one in enumerate(placed) if not one]
    rest = [one for one in right if one not in placed]
    turns = [rest[at:] + rest[:at] for at in range(len(rest))] or [[]]
    worst = min(
        turns,
        key=lambda turn: sum(right[at] == one for at, one in zip(gaps, turn, strict=True)),
    )
    ids = list(placed)
    for at, one in zip(gaps, worst, strict=True):
        ids[at] = one
    return ids


def is_empty(answer: Any) -> bool:
    """Tell whether an answer says nothing."""
    if isinstance(answer, str):
        return not answer.strip()
    return answer is None or answer in ([], {})
