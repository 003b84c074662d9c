"""Which candidates may be wrong options, and which of them are taken."""

from __future__ import annotations

import random
from itertools import islice

from app.quiz.distractors.profiles import Space
from app.quiz.distractors.selection import Candidate, Key, Nearness, admissible, option_sets

KEY = Key("Customer churn", ("churn", "customer defection"))
STEM = "Customers go over to other suppliers. What is it?"


def texts(*candidates: Candidate, key: Key = KEY, stem: str = STEM) -> list[str]:
    return [one.text for one in admissible(stem, key, candidates)]


def from_deck(text: str, *aliases: str) -> Candidate:
    return Candidate(text, Nearness.DECK, aliases)


def test_another_wording_of_the_key_is_never_an_option() -> None:
    found = texts(from_deck("Churn"), from_deck("Customer defections"), from_deck("Intranet"))
    assert found == ["Intranet"]


def test_a_term_that_shares_an_alias_with_the_key_is_none() -> None:
    assert texts(from_deck("Attrition", "customer churn")) == []


def test_a_term_of_the_same_name_with_another_qualifier_is_none() -> None:
    key = Key("Quality (as a concept)")
    assert texts(from_deck("Quality (as Hooley defines it)"), key=key) == []


def test_what_stands_in_the_stem_is_none() -> None:
    assert texts(from_deck("Other supplier"), from_deck("Supply")) == ["Supply"]


def test_a_part_or_an_extension_of_the_key_is_none_unless_the_author_set_it_against_it() -> None:
    longer = "Customer churn rate"
    assert texts(from_deck(longer)) == []
    assert texts(Candidate(longer, Nearness.GROUP)) == [longer]


def test_each_text_is_there_once_from_its_nearest_place() -> None:
    far, near = Candidate("Loyalty", Nearness.COURSE), Candidate("loyalty", Nearness.AUTHOR)
    assert admissible(STEM, KEY, [far, near]) == [near]


def sets(*candidates: Candidate) -> list[tuple[str, ...]]:
    space = Space([KEY.text, *(one.text for one in candidates)])
    found = option_sets(STEM, KEY, candidates, space, random.Random("1"))
    return [tuple(one.text for one in taken) for taken, _ in islice(found, 10)]


def test_the_author_s_own_come_first_then_the_group() -> None:
    found = sets(
        *(Candidate(text, Nearness.COURSE) for text in ("Customer churning", "Customer chart")),
        Candidate("Loyalty", Nearness.GROUP),
        Candidate("Extranet", Nearness.AUTHOR),
    )
    assert found[0][:2] == ("Extranet", "Loyalty")


def test_a_third_option_far_below_the_others_is_left_out() -> None:
    near = [Candidate("Churn reduction", Nearness.GROUP), Candidate("Defector", Nearness.GROUP)]
    far = Candidate("to list all that one holds in store, and more than that", Nearness.COURSE)
    assert sorted(sets(*near, far)[0]) == ["Churn reduction", "Defector"]


def test_two_that_are_nearly_the_same_are_not_both_taken() -> None:
    twins = [Candidate(text, Nearness.DECK) for text in ("Portfolio plan", "Portfolio plans x")]
    others = [Candidate(text, Nearness.DECK) for text in ("Contact person", "Market research")]
    assert not {one.text for one in twins} <= set(sets(*twins, *others)[0])


def test_one_distractor_is_too_few_for_a_question() -> None:
    assert sets(from_deck("Intranet")) == []


def test_later_sets_vary_and_fall_short_of_the_first() -> None:
    names = ["Loyalty", "Extranet", "Intranet", "Resilience", "Networking", "Appraisal"]
    candidates = [from_deck(name) for name in names]
    space = Space([KEY.text, *names])
    found = [*islice(option_sets(STEM, KEY, candidates, space, random.Random("2")), 20)]
    assert found[0][1] == 0.0
    assert all(short >= 0 for _, short in found)
    assert len({taken for taken, _ in found}) > 3
