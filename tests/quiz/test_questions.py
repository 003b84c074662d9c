from __future__ import annotations

from app.decks import parse
from app.decks.model import Use
from app.quiz.questions import Question, questions


def of(text: str, *, exam: bool = False) -> list[Question]:
    return questions(parse(text, "a.md").deck, exam=exam)


def test_an_id_stays_when_options_feedback_and_place_change() -> None:
    before = of("Q: Which?\n- [x] a\n- [ ] b\n\nQ: Why?\nA: Because.\n")
    after = of("Q: Why?\nA: Because.\n\nQ: **Which?**\n- [ ] c\n- [x] a\n    - Yes.\n- [ ] b\n")
    assert {question.id for question in before} == {question.id for question in after}


def test_the_same_question_twice_has_two_ids() -> None:
    first, second = of("Q: Which?\n- [x] a\n- [ ] b\n\nQ: Which?\n- [x] c\n- [ ] d\n")
    assert second.id == f"{first.id}-2"


def test_questions_for_exams_come_only_when_asked_for() -> None:
    text = "Q: One? {use=exam}\nA~ 1\n\nQ: Two?\nA~ 2\n"
    assert [question.stem for question in of(text)] == ["Two?"]
    assert [q.use for q in of(text, exam=True)] == [Use.EXAM, Use.PRACTICE]


def test_terms_and_tables_ask_nothing_that_a_quiz_could_mark() -> None:
    assert of("Churn\n:   The loss of customers.\n") == []


def test_a_remark_is_feedback_and_headings_are_context() -> None:
    text = (
        "---\ncontext: 1\nchapter: c9\n---\n# T\n## Loss\nQ: Who?\nA~ churn\n\n> **Remark:** So.\n"
    )
    (question,) = of(text)
    assert (question.feedback, question.context, question.chapter) == ("So.", ("Loss",), "c9")
