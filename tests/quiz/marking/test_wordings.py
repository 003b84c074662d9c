from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quiz.marking.verdicts import Reason, Verdict
from app.quiz.marking.wordings import Course, mark

COURSE = Course.of(
    ["intranet", "extranet", "customer churn", "churn reduction", "cross selling", "up selling"],
    ["Employers pay their employees.", "Some firms manage, others are managed."],
)


@pytest.mark.parametrize(
    ("typed", "wanted", "reason"),
    [
        ("The Cross-Selling", ["cross selling"], Reason.EXACT),
        ("crossselling", ["cross selling"], Reason.EXACT),
        ("customer relationship behavior", ["customer relationship behaviour"], Reason.EXACT),
        ("organize", ["organise"], Reason.EXACT),
        ("7 Rs", ["the seven R's"], Reason.EXACT),
        ("research & development", ["research and development"], Reason.EXACT),
        ("5 percent", ["5 %"], Reason.EXACT),
        ("call centre", ["call center"], Reason.EXACT),
        ("客户关系", ["客户关系"], Reason.EXACT),
        ("**", ["**"], Reason.EXACT),
        ("defection", ["customer churn", "defection"], Reason.ACCEPTED),
        ("call centers", ["call center"], Reason.SAME_WORDS),
        ("reduction of churn", ["churn reduction"], Reason.SAME_WORDS),
        ("planned", ["planning"], Reason.SAME_WORDS),
        ("analyses of churn", ["churn analysis"], Reason.SAME_WORDS),
        ("to connect", ["connected"], Reason.SAME_WORDS),
        ("respects and trust", ["trust and respect"], Reason.SAME_WORDS),
        ("performence measure", ["performance measure"], Reason.SPELLING),
        ("momment of truth", ["moment of truth"], Reason.SPELLING),
        ("churn reduciton", ["churn reduction"], Reason.SPELLING),
        ("extrnet", ["extranet"], Reason.SPELLING),
        ("crosselling", ["cross selling"], Reason.SPELLING),
    ],
)
def test_a_right_answer_counts_and_says_why(typed: str, wanted: list[str], reason: Reason) -> None:
    marked = mark(typed, wanted, COURSE)
    assert (marked.verdict, marked.reason) == (Verdict.RIGHT, reason)


@pytest.mark.parametrize(
    ("typed", "wanted", "reason", "other"),
    [
        ("Intranet", ["extranet"], Reason.OTHER_TERM, "intranet"),
        ("cross-selling", ["up selling"], Reason.OTHER_TERM, "cross selling"),
        ("churn", ["churn reduction"], Reason.DIFFERENT, ""),
        ("xtranet", ["extranet"], Reason.DIFFERENT, ""),
        ("employer", ["employee"], Reason.DIFFERENT, ""),
        ("internal failure", ["external failure"], Reason.DIFFERENT, ""),
        ("6 Rs", ["the seven R's"], Reason.DIFFERENT, ""),
        ("CRN", ["CRM"], Reason.DIFFERENT, ""),
        ("consultant", ["consulting"], Reason.DIFFERENT, ""),
        ("costs fall and quality rises", ["cost rises and quality falls"], Reason.DIFFERENT, ""),
        ("rebate", ["relate"], Reason.DIFFERENT, ""),
        ("environmental sitting", ["environmental setting"], Reason.DIFFERENT, ""),
        ("staff altitude survey", ["staff attitude survey"], Reason.DIFFERENT, ""),
        ("分析与修改", ["分析与修正"], Reason.DIFFERENT, ""),
        ("客戶", ["客户"], Reason.DIFFERENT, ""),
        (" \t", ["CRM"], Reason.EMPTY, ""),
    ],
)
def test_a_wrong_answer_does_not_count_and_says_why(
    typed: str, wanted: list[str], reason: Reason, other: str
) -> None:
    marked = mark(typed, wanted, COURSE)
    assert (marked.verdict, marked.reason, marked.other) == (Verdict.WRONG, reason, other)


def test_a_slip_towards_another_term_is_that_term() -> None:
    marked = mark("intrnet", ["internet"], COURSE)
    assert (marked.reason, marked.other) == (Reason.OTHER_TERM, "intranet")


def test_a_long_definition_is_left_to_the_student() -> None:
    model = "the process in which customers go over to suppliers that they find cheaper"
    assert mark("when they leave", [model], COURSE).verdict is Verdict.ASK
    assert mark(model.upper(), [model], COURSE).verdict is Verdict.RIGHT


def test_without_a_wording_there_is_nothing_to_mark_by() -> None:
    with pytest.raises(ValueError, match="needs a wording"):
        mark("x", [], COURSE)


TEXTS = st.text(min_size=1, max_size=30).filter(str.strip)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_no_accepted_answer_is_ever_refused(wording: str, others: list[str]) -> None:
    wanted = [*others, wording]
    assert mark(wording, wanted, COURSE).counts


@given(TEXTS, TEXTS)
def test_case_unicode_form_and_spaces_change_nothing(typed: str, wanted: str) -> None:
    plain = mark(typed, [wanted], COURSE)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert mark(unicodedata.normalize(form, typed), [wanted], COURSE) == plain
    assert mark(f"  {typed}\n", [wanted], COURSE) == plain
    assert mark(typed.casefold(), [wanted], COURSE) == plain
