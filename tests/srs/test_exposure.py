"""What precedes each answer: the memory before it, and the same day's answers around it."""

from __future__ import annotations

import pytest

from app.srs import fitting, fsrs
from app.srs.class_model import log_loss
from app.srs.class_rows import fit_rows, follow
from app.srs.exposure import Given, rows
from app.srs.memory import Rating


def given(card: int, day: float, *, recalled: bool = True, **fields: object) -> Given:
    values = {"student": 0, "note": 0, "study_day": int(day)} | fields
    return Given(card=card, day=day, recalled=recalled, **values)  # type: ignore[arg-type] # - the fields of Given


def test_the_first_answer_of_a_note_has_nothing_before_it() -> None:
    table = rows([given(0, 1.0)])
    assert table.exposure.days_since.tolist() == [-1.0]
    assert table.exposure.shown.tolist() == [0]


def test_a_sibling_s_answer_of_the_same_day_counts_apart_from_the_card_s_own() -> None:
    answers = [given(0, 1.0), given(0, 1.1, recalled=False), given(1, 1.2), given(0, 1.3)]
    exposure = rows(answers).exposure
    assert exposure.same_day.tolist() == [0, 1, 1, 1]
    assert exposure.recalled.tolist() == [0, 1, 0, 1]
    assert exposure.failed.tolist() == [0, 0, 0, 1]
    assert exposure.siblings_recalled.tolist() == [0, 0, 1, 1]
    assert exposure.siblings_failed.tolist() == [0, 0, 1, 0]
    assert exposure.shown.tolist() == [0, 1, 0, 1]


def test_a_rated_answer_of_a_later_day_has_the_fold_s_retrievability() -> None:
    answers = [given(0, 1.4, rating=Rating.GOOD), given(0, 5.1, rating=Rating.GOOD)]
    stability = fsrs.first_memory(Rating.GOOD, fsrs.DEFAULT_WEIGHTS)[0]
    expected = fsrs.retrievability(4, stability, fsrs.DEFAULT_WEIGHTS)
    assert rows(answers).exposure.retrievability[1] == expected


def test_what_is_no_target_teaches_and_what_does_not_teach_leaves_no_trace() -> None:
    quick = given(0, 1.0, target=False)
    table = rows([quick, given(0, 2.0), given(0, 3.0, teaches=False), given(0, 4.0)])
    assert table.index.tolist() == [1, 2, 3]
    assert table.exposure.days_since.tolist() == [1.0, 1.0, 2.0]


def test_fractions_of_a_day_count_where_they_are_asked_for() -> None:
    answers = [given(0, 1.9), given(0, 2.1, study_day=2), given(0, 4.0)]
    assert rows(answers).exposure.same_day.tolist() == [0, 0, 0]
    assert rows(answers, fractions=True).exposure.same_day.tolist() == [0, 1, 0]


def test_following_moves_the_student_and_with_cards_too_the_card() -> None:
    answers = [given(card, day, recalled=card == 0) for day in range(1, 6) for card in (0, 1)]
    table = rows(answers)
    everything = table.recalled | True
    model = fit_rows(table, everything)
    alone = follow(model, table, table.index, everything)
    both = follow(model, table, table.index, everything, cards_too=True)
    assert (alone.student_precision[1:] > alone.student_precision[:-1]).all()
    assert both.probability[-1] < alone.probability[-1]  # card 1 failed each time


def test_predictions_by_weights_are_of_later_days_only() -> None:
    answers = [given(0, 1.0), given(0, 1.5), given(0, 4.0, recalled=False), given(0, 6.0)]
    p, recalled, student = fitting.predicted(answers, fsrs.DEFAULT_WEIGHTS)
    memory = fsrs.first_memory(Rating.GOOD, fsrs.DEFAULT_WEIGHTS)
    memory = fsrs.next_memory(memory, Rating.GOOD, 0, fsrs.DEFAULT_WEIGHTS)
    assert p[0] == fsrs.retrievability(3, memory[0], fsrs.DEFAULT_WEIGHTS)
    assert recalled.tolist() == [False, True]
    assert student.tolist() == [0, 0]


def test_too_few_answers_fit_nothing() -> None:
    assert fitting.fitted([given(0, day) for day in range(1, 50)]) is None


def test_fitted_weights_lose_less_than_the_defaults_on_what_they_were_fitted_to() -> None:
    answers = [
        given(card, day, note=card, recalled=(card + day) % 3 > 0)
        for card in range(200)
        for day in (1, 3, 6, 10, 15, 21, 28)
    ]
    weights = fitting.fitted(answers)
    assert weights is not None
    assert len(weights) == len(fsrs.DEFAULT_WEIGHTS)
    ours, recalled, _ = fitting.predicted(answers, weights)
    before, _, _ = fitting.predicted(answers, fsrs.DEFAULT_WEIGHTS)
    assert log_loss(ours, recalled) < log_loss(before, recalled)
    assert log_loss(ours, recalled) == pytest.approx(0.65, abs=0.1)
