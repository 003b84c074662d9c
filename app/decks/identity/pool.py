"""What a rule of the cascade sees: everything in scope, and what is not paired yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.decks.identity.likeness import Likeness
from app.decks.identity.values import Answer, Fresh, KnownNote, Verdict

Verdicts = Mapping[tuple[str, str], Mapping[UUID, Verdict]]
"""Answers by (path, exact hash) of the parsed note, then by the known note."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Parsed notes and known ones they may be, in document order.

    *fresh*, *live* and *retired* are not paired yet; *matched* holds, by the number of the
    parsed note, what is. *all_fresh* and *all_live* hold both, so that a rule sees neighbours.
    """

    fresh: Sequence[Fresh]
    live: Sequence[KnownNote]
    retired: Sequence[KnownNote]
    matched: Mapping[int, KnownNote]
    all_fresh: Sequence[Fresh]
    all_live: Sequence[KnownNote]
    likeness: Likeness
    verdicts: Verdicts

    def verdict(self, new: Fresh, old: KnownNote) -> Verdict | None:
        """Return what the author said about *new* being *old*."""
        if not self.verdicts:
            return None
        return self.verdicts.get((new.path, new.exact), {}).get(old.uid)

    def may_be(self, new: Fresh, old: KnownNote) -> bool:
        """Whether nothing rules out that *new* is *old*: no other id, no author's word."""
        one, other = new.note.explicit_id, old.explicit_id
        same_id = not one or not other or one == other
        return same_id and self.verdict(new, old) is not Verdict.DIFFERENT


Match = tuple[Fresh, KnownNote]
Rule = Callable[[Pool], Iterable[Match]]


def verdicts_of(answers: Iterable[Answer]) -> Verdicts:
    """Return *answers* by the note they speak of; of two on the same pair the later one holds."""
    found: dict[tuple[str, str], dict[UUID, Verdict]] = {}
    for answer in answers:
        found.setdefault((answer.path, answer.exact), {})[answer.uid] = answer.verdict
    return found
