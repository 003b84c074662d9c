"""Whether a card that goes on asks for another answer than before."""

from __future__ import annotations

import re
from collections import Counter

from app.decks.identity.values import KnownCard
from app.decks.identity.wording import features, likeness_of
from app.decks.model import Card, Facet
from app.decks.normal import normal_form

ALIKE = 0.60

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STEP = re.compile(r"^\s*\d+[.)]\s+", re.MULTILINE)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot|without"
    r"|nicht|kein\w*|nie|niemals|ohne|weder)\b|n['\u2019]t\b"
)


def answer_changed(card: Card, old: KnownCard) -> bool:
    """Whether numbers or negations of the answer differ, or it is less than ALIKE alike.

    A cloze's answer is its key, the words that are hidden. Nothing is said of a known card
    without texts.
    """
    if not old.front and not old.back:
        return False
    new_text, old_text = _answer(card), _answer(old)
    if new_text == old_text:
        return False
    marks = (_NUMBER, _NEGATION)
    if any(Counter(m.findall(new_text)) != Counter(m.findall(old_text)) for m in marks):
        return True
    return likeness_of(features(new_text), features(old_text)) < ALIKE


def _answer(card: Card | KnownCard) -> str:
    return normal_form(card.key if card.facet is Facet.CLOZE else _STEP.sub("", card.back))
