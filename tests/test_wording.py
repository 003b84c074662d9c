from __future__ import annotations

from app.wording import say


def test_a_saying_is_the_english_sentence() -> None:
    assert say("Leave it out.") == "Leave it out."
    assert (
        say("A name has 1 to %(most)d characters.", most=120) == "A name has 1 to 120 characters."
    )


def test_a_saying_remembers_its_message_and_values() -> None:
    saying = say("There is a course %(slug)s already.", slug="'crm'")
    assert saying.message == "There is a course %(slug)s already."
    assert saying.values == {"slug": "'crm'"}


def test_a_percent_sign_without_values_stays() -> None:
    assert say("over 95 %") == "over 95 %"
