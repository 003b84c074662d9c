"""What is written as deck Markdown parses back to the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decks import parse
from app.decks.model import BLANK_CLOSE, BLANK_OPEN, Quantity, Use
from app.quiz.marking.lists import Entry
from app.quiz.questions import Question, questions
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching, Pair
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse
from app.quiz.writing import UnwritableError, write, write_file

CONTENT = Path(__file__).parents[2] / "content"
WORDS = st.from_regex(r"[a-zé客]{1,8}( [a-z0-9%“”&-]{0,6}[a-z])?", fullmatch=True)
SEVERAL = st.lists(WORDS, min_size=2, max_size=5, unique_by=str.casefold)


def choice(texts: Sequence[str], right: int, feedback: str, *, pinned: bool) -> Choice:
    return Choice(
        tuple(
            Option(str(n), text, n - 1 == right % len(texts), feedback, pinned and n == len(texts))
            for n, text in enumerate(texts, 1)
        )
    )


def matching(texts: Sequence[str], spare: str) -> Matching:
    choices = tuple((str(n), f"to {text}") for n, text in enumerate(texts, 1))
    pairs = tuple(Pair(n, text.removeprefix("to "), n) for n, text in choices)
    return Matching(pairs, (*choices, (str(len(texts) + 1), f"spare {spare}")))


BODIES: st.SearchStrategy[Any] = st.one_of(
    st.builds(choice, SEVERAL, st.integers(0, 9), st.just("") | WORDS, pinned=st.booleans()),
    st.builds(TrueFalse, st.booleans(), st.just("") | WORDS),
    st.builds(lambda texts: ShortAnswer(tuple(texts)), SEVERAL),
    st.builds(
        lambda value, places: Numeric(Quantity(value, Decimal(places), "km")),
        st.decimals(-999, 999, places=2),
        st.sampled_from(["0", "0.5", "2"]),
    ),
    st.builds(
        lambda texts, ordered: Listing(tuple(Entry(t, (f"{t} too",)) for t in texts), ordered),
        SEVERAL,
        st.booleans(),
    ),
    st.builds(matching, SEVERAL, WORDS),
    st.builds(lambda texts: Ordering(tuple((str(n), t) for n, t in enumerate(texts, 1))), SEVERAL),
    st.builds(Essay, WORDS),
)


def is_steps(question: Question) -> bool:
    return isinstance(question.body, Listing) and question.body.ordered


QUESTIONS = st.builds(
    Question,
    id=st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True),
    stem=WORDS.map(lambda words: f"What is {words}?"),
    body=BODIES,
    points=st.sampled_from([1.0, 0.5, 4.0]),
    feedback=st.just("") | WORDS,
    hint=st.just("") | WORDS.filter(lambda words: '"' not in words),
    tags=st.lists(st.sampled_from(["a", "b", "from:x.md:3"]), unique=True).map(tuple),
    use=st.sampled_from(Use),
).map(lambda made: replace(made, id=f"{made.id}-1") if is_steps(made) else made)


def read(text: str) -> list[Question]:
    found = questions(parse(text, "quiz.md").deck, exam=True)
    return [replace(question, path="", line=0) for question in found]


@given(QUESTIONS)
def test_any_question_comes_back_as_it_was(question: Question) -> None:
    assert read(f"## One\n{write(question)}") == [question]


def test_a_gap_comes_back_with_its_hint_and_its_other_wordings() -> None:
    stem = f"It costs {BLANK_OPEN}more or less?{BLANK_CLOSE} than that."
    question = Question("g", stem, Gap(("less", "fewer")), tags=("x",))
    assert read(f"## One\n{write(question)}") == [question]


def test_every_question_of_the_course_that_needs_no_heading_comes_back() -> None:
    count = 0
    for file in sorted(CONTENT.rglob("*.md")):
        deck = parse(file.read_text("utf-8"), file.name).deck
        for question in questions(deck):
            if question.type == "cloze" or '"' in question.stem:
                continue  # several gaps of one paragraph are several questions
            alone = replace(question, context=(), path="", line=0, chapter="")
            assert read(f"## One\n{write(alone)}") == [alone]
            count += 1
    assert count > 150


def test_a_file_keeps_the_order_and_needs_no_more_than_the_parser() -> None:
    made = [Question(f"q{n}", f"Is {n} odd?", TrueFalse(n % 2 == 1)) for n in range(12)]
    text = write_file('A "title"', made, "made")
    parsed = parse(text, "quiz.md")
    assert parsed.diagnostics == ()
    assert parsed.deck.meta.title == 'A "title"'
    assert read(text) == made


@pytest.mark.parametrize(
    "question",
    [
        Question("q", "Which?", ShortAnswer(("a",)), context=("Above",)),
        Question("q", 'Say "ah".', Listing((Entry("a"), Entry("b")))),
        Question("not an id", "Which?", TrueFalse(truth=True)),
    ],
)
def test_what_the_format_cannot_say_is_refused(question: Question) -> None:
    with pytest.raises(UnwritableError, match="cannot be written"):
        write(question)
