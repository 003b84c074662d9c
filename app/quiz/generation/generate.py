"""A number of questions of several types, spread over the course; the same for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from app.decks.model import Deck
from app.quiz.generation import arranging, choosing, judging, typed
from app.quiz.generation.cues import Balance
from app.quiz.generation.material import FROM, Material, material
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.writing import UnwritableError, write


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that can be made: the card that it is about, and how to make it."""

    source: str
    make: Callable[[], Question | None]


Supply = Callable[[Material, Balance, random.Random], Iterable[Offer]]


def generate(
    decks: Iterable[Deck], count: int, rng: random.Random, types: Sequence[str] = ()
) -> list[Question]:
    """Return up to *count* questions of *types* (all that there are, if none is named).

    Fewer come back where the cards do not offer more. Types take turns by their share, and no
    card is asked again before the others. Raises KeyError for a type that is not generated.
    """
    return drawn(material(decks), count, rng, types)


def drawn(
    found: Material, count: int, rng: random.Random, types: Sequence[str] = ()
) -> list[Question]:
    """Return what ``generate`` makes of the decks of this material, which may be used again.

    What was counted of its texts stays with it: the second time takes a fraction of the first.
    """
    balance = Balance(found.space)
    shares = {name: SHARES[name] for name in types or SHARES}
    pools = {name: list(SUPPLIES[name](found, balance, rng)) for name in shares}
    for offers in pools.values():
        rng.shuffle(offers)
    return list(islice(_dealt(pools, shares), count))


def _dealt(pools: dict[str, list[Offer]], shares: dict[str, int]) -> Iterator[Question]:
    """Yield questions; the type that is furthest behind its share comes next."""
    given: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    seen: set[str] = set()
    while any(pools.values()):
        left = [name for name, offers in pools.items() if offers]
        name = min(left, key=lambda one: (given[one] + 1) / shares[one])
        offers = pools[name]
        offer = offers.pop(min(range(len(offers)), key=lambda n: asked[offers[n].source]))
        made = offer.make()
        if made is None or made.id in seen or not _can_be_written(made):
            continue
        seen.add(made.id)
        given[name] += 1
        asked[offer.source] += 1
        yield made


def _can_be_written(made: Question) -> bool:
    """Whether deck Markdown can hold it."""
    try:
        write(made)
    except UnwritableError:
        return False
    return True


def _choices(found: Material, balance: Balance, rng: random.Random) -> Iterator[Offer]:
    for one in choosing.asked(found):
        yield Offer(one.source.name, partial(choosing.choice, one, balance, rng))


def _judgements(found: Material, _balance: Balance, rng: random.Random) -> Iterator[Offer]:
    for claim in judging.claims(found):
        truth = bool(rng.getrandbits(1))
        make = partial(judging.judged, claim, found, rng, truth=truth)
        yield Offer(claim.source.name, make)


def _ready(make: Callable[[Material], Iterator[Question]]) -> Supply:
    return lambda found, _balance, _rng: map(_offer, make(found))


def _offer(made: Question) -> Offer:
    return Offer(made.tags[0].removeprefix(FROM), lambda: made)


SUPPLIES: dict[str, Supply] = {
    "choice": _choices,
    "true_false": _judgements,
    "matching": lambda found, _balance, rng: map(_offer, arranging.matchings(found, rng)),
    "short_answer": _ready(typed.short_answers),
    "list": _ready(typed.lists),
    "ordering": _ready(arranging.orderings),
    "cloze": _ready(typed.gaps),
}
SHARES = {
    "choice": 40,
    "true_false": 14,
    "matching": 5,
    "short_answer": 16,
    "list": 8,
    "ordering": 4,
    "cloze": 13,
}


def place_of_key(question: Question) -> int | None:
    """Return where the key stands among the options, from 0; None if there is not one key."""
    body = question.body
    if not isinstance(body, Choice) or body.multiple:
        return None
    return next(n for n, option in enumerate(body.options) if option.right)
