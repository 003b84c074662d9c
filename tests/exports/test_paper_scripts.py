from __future__ import annotations

import pytest

from app.exports.paper.scripts import Script, has_east_asian, script


@pytest.mark.parametrize(
    ("text", "usual", "told"),
    [
        ("What is it?", "en", Script("en")),
        ("Was ist das?", "de-AT", Script("de")),
        ("מהו שיווק יחסים?", "en", Script("he", rtl=True)),
        ("العربية", "en", Script("ar", rtl=True)),
        ("بازاریابی", "fa", Script("fa", rtl=True)),
        ("การตลาด", "en", Script("th")),
        ("顧客とは何ですか", "en", Script("ja")),
        ("客户关系", "en", Script("zh")),
        ("고객 관계", "en", Script("ko")),
        ("English words", "th", Script("en")),
        ("Trust (אמון)", "en", Script("en")),
        ("12.5 %", "he", Script("he", rtl=True)),
        ("", "", Script("en")),
    ],
)
def test_letters_tell_language_and_direction(text: str, usual: str, told: Script) -> None:
    assert script(text, usual) == told


@pytest.mark.parametrize(
    ("text", "is_so"), [("é 🤝 ก א", False), ("a\uff1db", True), ("「", True), ("고", True)]
)
def test_only_east_asian_text_needs_the_large_font(text: str, *, is_so: bool) -> None:
    assert has_east_asian(text) is is_so
