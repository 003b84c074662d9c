"""Passwords that guessers try first: known words, keyboard runs, repetitions, dates.

The lists are short and ours; what makes them reach far is that digits and signs hung on a
word, doubled words and letters replaced by digits are seen through.
"""

from __future__ import annotations

import re

COMMON_WORDS = frozenset(
    """
    abc abcd access account admin administrator amanda andrea andrew angel anthony apple april
    arsenal asdf ashley august austin autumn banana baseball basketball batman berlin blink
    bonjour broncos buster butterfly charlie cheese chelsea chicken chocolate coffee college
    changeme computer cookie cowboys crm customer daniel december default diamond dolphin dragon
    eagles family february ferrari flashcard flower football forever freedom friday friend
    friends george ginger guest hallo hannah happy harley hello hockey home hunter iloveyou
    internet january jasmine jennifer jessica jesus jordan joshua july june justin killer king
    lecture letmein liverpool login london love lovely loveme lovers maggie manchester march
    marketing martin master matrix matthew maverick mercedes merlin michael michelle monday money
    monkey mother mustang naruto nicole november october orange parola passw pass passport password
    passwort pepper phoenix pokemon princess purple qwert qwerty qwertz rainbow ranger retain
    robert rockyou root samantha saturday secret secure september shadow sharon silver snoopy
    soccer spiderman spring startrek starwars student summer summertime sunday sunshine superman
    superstar teacher test tester testing thomas thunder thursday tigger trustno tuesday
    university user victoria wednesday welcome whatever william winter wizard yankees yellow zaq
    """.split()  # noqa: SIM905 - one word a line would be unreadable
)
RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789012345678901234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiopyxcvbnm",
    "azertyuiopqsdfghjklm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujm",
)
FAVOURITES = frozenset(("zaq12wsx", "q1w2e3r4", "a1b2c3d4", "1qazxsw2", "trustno1", "aa12345678"))
LEET = str.maketrans("013457@$!", "oieastasi")
PERIODS = range(1, 5)  # "abcabcabc" repeats three characters
LEAST_RUN = 3
STRAY = 2  # so many characters beside runs and repetitions do not help
DIGITS_ALONE = 12  # fewer are a date, a telephone number or a walk on the number pad


def is_common(password: str) -> bool:
    """Tell whether *password* is among the first that a guesser tries."""
    folded = password.casefold()
    if folded in FAVOURITES or (folded.isdecimal() and len(folded) < DIGITS_ALONE):
        return True
    return _is_repetition(folded) or _is_made_of_runs(folded) or _is_one_word(folded)


def _is_repetition(text: str) -> bool:
    return any(text == (text[:period] * len(text))[: len(text)] for period in PERIODS)


def _is_made_of_runs(text: str) -> bool:
    """Tell whether runs of keys, forwards or backwards, and repetitions cover the text."""
    stray = place = 0
    while place < len(text):
        length = _run_at(text, place)
        stray += length < LEAST_RUN
        place += length if length >= LEAST_RUN else 1
        if stray > STRAY:
            return False
    return True


def _run_at(text: str, place: int) -> int:
    """Return how many characters from *place* on are one run."""
    length = 1
    while place + length < len(text) and _is_run(text[place : place + length + 1]):
        length += 1
    return length


def _is_run(text: str) -> bool:
    return len(set(text)) == 1 or any(text in run or text[::-1] in run for run in RUNS)


def _is_one_word(text: str) -> bool:
    """Tell whether the text is a known word, once or repeated, with digits or signs around it."""
    forms = (text, text.translate(LEET), _without_ends(text).translate(LEET))
    return any(_undoubled(_without_ends(form)) in COMMON_WORDS for form in forms)


def _without_ends(text: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _undoubled(text: str) -> str:
    half = text[: len(text) // 2]
    return half if half and half * 2 == text else text
