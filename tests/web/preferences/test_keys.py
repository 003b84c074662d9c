from __future__ import annotations

import html
import json
import re

import pytest

from tests.web.browser import Browser

SOUND = {
    "single_keys": "y",
    "figures": "y",
    "key_show": "Space Enter",
    "key_forgot": "1",
    "key_knew": "2 3 4",
    "key_undo": "u z",
    "key_bury": "-",
    "key_suspend": "@",
    "key_flag": "*",
    "key_report": "!",
    "key_info": "i",
    "key_help": "?",
}


def keys_of_the_page(ann: Browser) -> dict[str, object]:
    found = re.search(r'data-keys="([^"]*)"', ann.get("/study/crm").text)
    assert found is not None
    keys: dict[str, object] = json.loads(html.unescape(found[1]))
    return keys


@pytest.mark.usefixtures("crm")
def test_the_study_page_gets_the_keys_that_were_set(ann: Browser) -> None:
    usual = keys_of_the_page(ann)
    changed = SOUND | {"key_bury": "B", "key_knew": "ArrowRight k", "key_undo": ""}
    assert ann.post("/settings/keys", changed).status_code == 303
    keys = keys_of_the_page(ann)
    assert keys["b"] == "bury"
    assert keys["arrowright"] == keys["k"] == 3
    assert not {"-", "u", "z", "2"} & keys.keys()
    text = ann.get("/study/crm").text
    assert "<kbd>b</kbd>" in text
    assert 'aria-keyshortcuts="ArrowRight k Space Enter"' in text
    ann.post("/settings/keys", changed | {"defaults": "yes"})
    assert keys_of_the_page(ann) == usual


@pytest.mark.parametrize(
    ("changed", "at", "words"),
    [
        ({"key_flag": "u"}, "key_flag", "u is already the key for “Undo the last answer”"),
        ({"key_bury": "I"}, "key_info", "i is already the key for “Not today"),
        ({"key_help": "5"}, "key_help", "5 chooses an option"),
        ({"key_help": "F1"}, "key_help", "“F1” is no key"),
        ({"key_help": "a b c d e"}, "key_help", "At most 4 keys"),
        ({"key_help": "x" * 61}, "key_help", "60"),
    ],
)
def test_keys_that_will_not_do_are_refused_in_words_and_nothing_is_lost(
    ann: Browser, changed: dict[str, str], at: str, words: str
) -> None:
    reply = ann.post("/settings/keys", SOUND | {"key_report": "r"} | changed)
    assert reply.status_code == 422
    error = html.unescape(reply.text.split(f'id="{at}-error"')[1].split("</p>")[0])
    assert words in error
    assert 'name="key_report" spellcheck="false" type="text" value="r"' in reply.text
    assert 'name="key_report" spellcheck="false" type="text" value="!"' in ann.get("/settings").text


def test_a_figure_is_free_where_none_chooses_an_option(ann: Browser) -> None:
    without = {name: value for name, value in SOUND.items() if name != "figures"}
    assert ann.post("/settings/keys", without | {"key_help": "5"}).status_code == 303


def test_grades_have_keys_of_their_own_for_two_and_four(ann: Browser) -> None:
    ann.post("/settings/keys", SOUND | {"key_knew": "k"})
    ann.post("/settings/studying", {"grades": "four"})
    page = ann.get("/settings").text
    assert 'name="key_again"' in page
    assert 'name="key_knew"' not in page
    ann.post("/settings/studying", {"grades": "two"})
    assert 'name="key_knew" spellcheck="false" type="text" value="k"' in ann.get("/settings").text
