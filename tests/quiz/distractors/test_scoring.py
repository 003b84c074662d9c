"""The fitted score puts what a person would write before what nobody would."""

from __future__ import annotations

import pytest

from app.quiz.distractors.features import FEATURES, compare
from app.quiz.distractors.profiles import Space, cosine
from app.quiz.distractors.scoring import AnswerKind, kind_of, scores
from app.quiz.distractors.weights import WEIGHTS

POOL = (
    *("intranet", "a network of friends and neighbours", "ISDN", "12 %", "2019"),
    *("internal failure", "appraisal", "the perfect order", "customers", "churn reduction"),
)
SPACE = Space(POOL)


def best(stem: str, answer: str) -> str:
    given = scores(stem, answer, POOL, SPACE)
    return POOL[given.index(max(given))]


@pytest.mark.parametrize(
    ("stem", "answer", "first"),
    [
        ("Which network is made for suppliers?", "extranet", "intranet"),
        ("Which share did they lose?", "15 %", "12 %"),
        ("Which cost arises at the customer's?", "external failure", "internal failure"),
    ],
)
def test_the_likeliest_wrong_answer_comes_first(stem: str, answer: str, first: str) -> None:
    assert best(stem, answer) == first


def test_every_feature_has_a_weight_for_every_kind_of_answer() -> None:
    assert tuple(WEIGHTS) == FEATURES
    assert {len(row) for row in WEIGHTS.values()} == {len(AnswerKind)}


def test_a_comparison_has_a_value_for_every_feature() -> None:
    texts = (SPACE.profile(text) for text in ("", "12 %", "?"))
    assert len(compare(*texts)) == len(FEATURES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("churn", AnswerKind.WORD), ("7 R's", AnswerKind.FIGURE), ("to list", AnswerKind.PHRASE)],
)
def test_answers_are_told_apart_by_figures_and_words(text: str, kind: AnswerKind) -> None:
    assert kind_of(SPACE.profile(text)) is kind


def test_a_text_is_like_itself_and_unlike_one_without_a_common_letter() -> None:
    one, other = SPACE.profile("churn"), SPACE.profile("logo a")
    assert cosine(one.grams, one.grams) == pytest.approx(1)
    assert cosine(one.grams, SPACE.profile("lot").grams) == 0
    assert cosine(other.grams, one.grams) < 1
