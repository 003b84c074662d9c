"""The body of a question as JSON and back: an attempt keeps what it asked, with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from app.decks.model import Quantity
from app.quiz.marking.lists import Entry
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching, Pair
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

Json = dict[str, Any]


def to_json(body: Any) -> Json:
    """Return the fields of a question's body; decimal numbers as texts, exactly."""
    fields: Json = _plain(asdict(body))
    return fields


def from_json(kind: str, fields: Json) -> Any:
    """Return the body that ``to_json`` wrote; KeyError for an unknown type."""
    return _MAKERS[kind](fields)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Decimal) else value


def _quantity(fields: Json) -> Quantity:
    return Quantity(Decimal(fields["value"]), Decimal(fields["tolerance"]), fields["unit"])


def _listing(fields: Json) -> Listing:
    entries = tuple(Entry(one["text"], tuple(one["accept"])) for one in fields["entries"])
    return Listing(entries, fields["ordered"])


def _matching(fields: Json) -> Matching:
    pairs = tuple(Pair(**pair) for pair in fields["pairs"])
    return Matching(pairs, tuple((number, text) for number, text in fields["choices"]))


_MAKERS: dict[str, Callable[[Json], Any]] = {
    Choice.type: lambda f: Choice(tuple(Option(**option) for option in f["options"])),
    TrueFalse.type: lambda f: TrueFalse(f["truth"], f["explanation"]),
    ShortAnswer.type: lambda f: ShortAnswer(tuple(f["wordings"])),
    Numeric.type: lambda f: Numeric(_quantity(f["quantity"])),
    Listing.type: _listing,
    Gap.type: lambda f: Gap(tuple(f["wordings"])),
    Matching.type: _matching,
    Ordering.type: lambda f: Ordering(tuple((number, text) for number, text in f["entries"])),
    Essay.type: lambda f: Essay(f["model"]),
}
