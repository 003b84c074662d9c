from __future__ import annotations

import pytest

from app.services.search.words import is_unspaced, words


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Customer VALUE", ["customer", "value"]),
        ("Müller, café; naïve", ["muller", "cafe", "naive"]),
        ("Straße", ["strasse"]),
        ("the customer's", ["the", "customers"]),
        ("the customer\u2019s", ["the", "customers"]),
        ("80/20-rule", ["80", "20", "rule"]),
        ("snake_case", ["snake", "case"]),
        ("客户关系", ["客户", "户关", "关系"]),
        ("客", ["客"]),
        ("CRM系统", ["crm", "系统"]),
        ("", []),
        ("… ; !", []),
    ],
)
def test_words_are_without_case_accents_and_signs(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


def test_a_word_knows_where_it_stands() -> None:
    text = "Our café, 客户关系."
    assert [text[word.start : word.end] for word in words(text)] == [
        "Our",
        "café",
        "客户",
        "户关",
        "关系",
    ]


def test_an_accent_of_its_own_belongs_to_its_word() -> None:
    assert folded("cafe\u0301 bar") == ["cafe", "bar"]


def test_scripts_without_spaces_are_told_from_others() -> None:
    assert is_unspaced("关系")
    assert not is_unspaced("crm")
