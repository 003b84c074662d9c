"""A process keeps the libraries of what is published now, and only so many."""

from __future__ import annotations

from uuid import UUID

from app.services.search.index import index_of
from app.services.search.kept import Kept
from app.services.search.library import join
from app.services.search.passages import Passage, PassageKind, Version

ONE, TWO = UUID(int=1), UUID(int=2)
LIBRARY = join([index_of([Passage(ONE, PassageKind.PROSE, "part-1", (), "A loyal customer")])])
PLENTY = 100 * LIBRARY.size


def version(deck: UUID, digest: str = "first") -> Version:
    return Version(deck, head=1, renderer=1, digest=digest)


def test_it_is_found_under_exactly_its_decks() -> None:
    kept = Kept(PLENTY)
    kept.keep((version(ONE), version(TWO)), LIBRARY)
    assert kept.get((version(ONE), version(TWO))) is LIBRARY
    assert kept.get((version(ONE),)) is None
    assert kept.get((version(ONE), version(TWO, "second"))) is None


def test_after_an_edit_every_library_with_the_old_text_is_dropped() -> None:
    kept = Kept(PLENTY)
    kept.keep((version(ONE), version(TWO)), LIBRARY)
    kept.keep((version(ONE),), LIBRARY)
    kept.keep((version(TWO),), LIBRARY)
    kept.keep((version(ONE, "second"), version(TWO)), LIBRARY)
    assert kept.get((version(TWO),)) is LIBRARY
    assert len(kept) == 2


def test_the_oldest_make_room_and_the_newest_is_kept_whatever_its_size() -> None:
    kept = Kept(2 * LIBRARY.size)
    decks = [(version(UUID(int=number)),) for number in range(3)]
    for each in decks:
        kept.keep(each, LIBRARY)
    assert [kept.get(each) for each in decks] == [None, LIBRARY, LIBRARY]
    small = Kept(1)
    small.keep(decks[0], LIBRARY)
    small.keep(decks[1], LIBRARY)
    assert [small.get(each) for each in decks] == [None, LIBRARY, None]
