"""List entries keep their ids over edits of the list."""

from __future__ import annotations

from app.decks.identity import match_items
from app.decks.model import Item


def items(*keys: str) -> list[Item]:
    return [Item(key, key.title(), line) for line, key in enumerate(keys)]


def test_entries_keep_their_ids_when_the_list_is_rearranged() -> None:
    old = [("1", "product"), ("2", "quantity"), ("3", "place")]
    new = items("place", "time", "product", "quantity")
    assert match_items(old, new) == ("3", None, "1", "2")


def test_an_equal_key_goes_before_an_equal_normal_form() -> None:
    old = [("1", "The Product"), ("2", "the product")]
    assert match_items(old, items("the product", "the product.")) == ("2", "1")


def test_no_id_is_given_twice() -> None:
    assert match_items([("1", "a")], items("a", "A", "a")) == ("1", None, None)


def test_an_empty_list_has_no_ids() -> None:
    assert match_items([("1", "a")], []) == ()
    assert match_items([], items("a")) == (None,)
