from __future__ import annotations

import time

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services import passwords
from app.services.passwords import PasswordError


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", quick)


def test_a_password_matches_its_hash_and_no_other(quick: None) -> None:
    stored = passwords.hashed("tide lamp orchard")
    assert passwords.matches(stored, "tide lamp orchard")
    assert not passwords.matches(stored, "tide lamp orchards")
    assert passwords.hashed("tide lamp orchard") != stored, "each hash has its own salt"


def test_hashes_are_argon2id_of_the_recommended_strength() -> None:
    found = extract_parameters(passwords.hashed("tide lamp orchard"))
    assert found.type is Type.ID
    assert (found.memory_cost, found.parallelism) == (19456, 1)
    assert found.time_cost >= 2


def test_nobody_has_a_password_and_finding_out_takes_as_long() -> None:
    stored = passwords.hashed("tide lamp orchard")

    def seconds(stored: str | None) -> float:
        started = time.process_time()  # what others do meanwhile does not count
        assert not passwords.matches(stored, "a wrong guess")
        return time.process_time() - started

    pairs = [(seconds(stored), seconds(None)) for _ in range(9)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert unknown == pytest.approx(known, rel=0.5)


def test_the_same_word_composed_differently_is_the_same_password(quick: None) -> None:
    stored = passwords.hashed("caf\u00e9 tide lamp")
    assert passwords.matches(stored, "cafe\u0301 tide lamp")


def test_what_is_no_hash_matches_nothing(quick: None) -> None:
    for stored in ("", "!", "$argon2id$v=19$m=8", "tide lamp orchard"):
        assert not passwords.matches(stored, "tide lamp orchard")


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_can_be_checked_against_a_hash(text: str) -> None:
    assert not passwords.matches("!", text)


def test_a_hash_of_other_parameters_is_outdated(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = passwords.hashed("tide lamp orchard")
    assert not passwords.is_outdated(stored)
    stronger = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", stronger)
    assert passwords.is_outdated(stored)


@pytest.mark.parametrize("length", [8, 64, 1024])
def test_long_passwords_are_welcome(length: int) -> None:
    passwords.check(("k7 tQ-mw" * 128)[:length])


@pytest.mark.parametrize("password", ["", "k7tQ-mw", "k7 tQ-mw" * 128 + "x"])
def test_too_short_and_too_long_ones_are_refused(password: str) -> None:
    with pytest.raises(PasswordError, match="8 to 1,024 characters"):
        passwords.check(password)


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "Passw0rd!",
        "password12345678",
        "passwordpassword",
        "  summer2026",
        "!!Welcome99",
        "5up3rm4n",
        "letmein99",
        "changeme",
        "12345678",
        "20261231",
        "147258369",
        "11112222",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabc",
        "abcdefgh",
        "hgfedcba",
        "qwertyui",
        "123qweasd",
        "1q2w3e4r",
        "asdf1234",
        "zaq12wsx",
        "trustno1",
        "aa123456",
    ],
)
def test_what_guessers_try_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordError, match="first that a guesser tries"):
        passwords.check(password)


@pytest.mark.parametrize(
    "password", ["tide lamp orchard", "wX7pQz2m", "gartenzwerg-9", "314159265358979", "ünter-wegs"]
)
def test_other_passwords_are_taken_without_rules_about_their_characters(password: str) -> None:
    passwords.check(password, "ann@example.org", "Ann Example")


@pytest.mark.parametrize(
    "password", ["annabella", "annabella12", "annabella@example.org", "Bergmann1"]
)
def test_ones_own_name_or_address_is_refused(password: str) -> None:
    with pytest.raises(PasswordError, match="first that a guesser tries"):
        passwords.check(password, "annabella@example.org", "Bergmann")


def test_a_name_within_more_words_does_no_harm() -> None:
    passwords.check("annabella tide lamp", "annabella@example.org")


def test_characters_that_are_no_text_are_refused() -> None:
    with pytest.raises(PasswordError, match="no text"):
        passwords.check("tide lamp \ud800")
