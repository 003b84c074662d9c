"""A cell of a table of answers as a response to a question.

Options are letters in the order that the question has here ("b", "a c"), so are the places of
an ordering and the choices of a matching ("b a"); true or false; the entries of a list with
"|" between them; else the text. A cell that is one option's own text means that option.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import Any

from app.decks.normal import normal_form
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering

TRUE, FALSE = ("true", "t", "1"), ("false", "f", "0")


def response(question: Question, text: str) -> Any:
    """Return the response that *text* stands for, None if it is empty; raises ValueError."""
    body, text = question.body, text.strip()
    if not text:
        return None
    if isinstance(body, Choice):
        return _chosen(body, text)
    if isinstance(body, Ordering):
        return of_letters(text, [number for number, _ in body.entries])
    if isinstance(body, Matching):
        return matched(body, text, [number for number, _ in body.choices])
    if body.type == "true_false":
        if text.lower() not in (*TRUE, *FALSE):
            raise ValueError("write true or false.")
        return text.lower() in TRUE
    return text.split("|") if body.type == "list" else text


def matched(body: Matching, text: str, order: Sequence[str]) -> dict[str, str]:
    """Return the choice of each pair: letters by *order*, one for each pair, "-" for none."""
    letters = text.lower().split()
    if len(letters) > len(body.pairs):
        raise ValueError(f"there are {len(body.pairs)} entries to match, not {len(letters)}.")
    pairs = zip(body.pairs, letters, strict=False)
    return {pair.id: of_letters(letter, order)[0] for pair, letter in pairs if letter != "-"}


def of_letters(text: str, order: Sequence[str]) -> list[str]:
    """Return the ids in *order* that letters stand for, a being the first."""
    found = []
    for letter in text.lower().replace(",", " ").split():
        if len(letter) != 1 or letter not in ascii_lowercase:
            raise ValueError("write letters with spaces between them, such as a c.")
        place = ascii_lowercase.index(letter)
        if place >= len(order):
            raise ValueError(f"there is no {letter}: it has {len(order)} to choose from.")
        found.append(order[place])
    return found


def _chosen(body: Choice, text: str) -> list[str]:
    said, is_letter = normal_form(text), text.lower() in tuple(ascii_lowercase)
    named = [option.id for option in body.options if normal_form(option.text) == said]
    if len(named) == 1 and not is_letter:
        return named
    return of_letters(text, [option.id for option in body.options])
