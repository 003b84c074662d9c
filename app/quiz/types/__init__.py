"""Question types, one module each: what a card asks, and what a response to it is worth.

A new type is one module here and its name in the list below, which is also the order in which
types are offered.
"""

from __future__ import annotations

from app.quiz.types import (  # noqa: F401 - importing a module puts its type into the registry
    choice,
    essay,
    gap,
    listing,
    matching,
    numeric,
    ordering,
    short_answer,
    true_false,
)
from app.quiz.types.registry import TYPES, Body, QuestionType

__all__ = ["TYPES", "Body", "QuestionType"]
