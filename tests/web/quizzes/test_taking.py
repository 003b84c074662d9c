"""A whole attempt: every type answered, saved, handed in, marked and looked at."""

from __future__ import annotations

import re

from tests.web.quizzes.conftest import RIGHT, Quizzes


def test_every_type_answered_right_without_javascript_gets_full_marks(quizzes: Quizzes) -> None:
    address = quizzes.start()
    assert set(quizzes.items(address)) == set(RIGHT)
    reply = quizzes.browser.post(address, quizzes.fields(address, RIGHT) | {"do": "submit"})
    assert reply.headers["Location"] == f"{address}/review"
    credits_ = {name: marks[-1].credit for name, marks in quizzes.markings(address).items()}
    assert credits_ == dict.fromkeys(RIGHT, 1.0) | {"essay": None}
    assert quizzes.browser.get(f"{address}/review").status_code == 200


def test_every_type_left_open_gets_nothing(quizzes: Quizzes) -> None:
    address = quizzes.start()
    quizzes.browser.post(address, {"seen": "0", "do": "anyway"})
    assert {marks[-1].credit for marks in quizzes.markings(address).values()} == {0.0}
    assert "You left this open." in quizzes.browser.get(f"{address}/review").text


def test_the_review_shows_the_key_the_reason_the_remark_and_the_way_to_the_note(
    quizzes: Quizzes,
) -> None:
    address = quizzes.start()
    said = {
        "one": ["wrong option alpha"],
        "judged": "true",
        "typed": "defection",
        "net": "Extranet",
        "gap": "strikngly less",
        "number": "12 %",
        "three": "crimson\npurple",
        "order": ["choose second", "plan first", "assess third"],
    }
    quizzes.browser.post(address, quizzes.fields(address, said) | {"do": "anyway"})
    text = quizzes.browser.get(f"{address}/review").text
    for words in (
        "Feedback on alpha.",
        "The remark on the first.",
        "Because the explanation says otherwise.",
        "Also accepted.",
        "This is Intranet, you wrote Extranet.",
        "Mind the spelling: strikingly less",
        "Another number is right.",
        "emerald",
        "A model answer nobody saw.",
    ):
        assert words in text, words
    assert re.search(r"/courses/crm/decks/[0-9a-f-]+#note-[0-9a-f-]+", text)


def test_the_page_shows_again_what_was_saved(quizzes: Quizzes) -> None:
    address = quizzes.start()
    reply = quizzes.browser.post(address, quizzes.fields(address, RIGHT) | {"do": "save"})
    assert reply.headers["Location"] == f"{address}?saved"
    text = quizzes.browser.get(address).text
    assert text.count(" checked>") == 4  # one option, two options, and false
    assert text.count(" selected>") == 5  # two pairs and three places
    assert 'value="Customer churn"' in text
    assert "emerald\ncrimson\ncobalt</textarea>" in text
    assert f"{len(RIGHT)} of {len(RIGHT)} answered" in text


def test_an_essay_is_judged_by_its_author_and_that_is_kept(quizzes: Quizzes) -> None:
    address = quizzes.start()
    quizzes.browser.post(address, quizzes.fields(address, RIGHT) | {"do": "submit"})
    position = quizzes.items(address)["essay"].position
    quizzes.browser.post(f"{address}/review/{position}", {"right": "yes"})
    marks = quizzes.markings(address)["essay"]
    assert [(m.number, m.credit, m.marked_by) for m in marks] == [
        (1, None, "key"),
        (2, 1.0, "student"),
    ]
    assert "You judged this right yourself." in quizzes.browser.get(f"{address}/review").text


def test_what_a_key_decides_cannot_be_judged(quizzes: Quizzes) -> None:
    address = quizzes.start()
    said = {"one": ["wrong option alpha"]}
    quizzes.browser.post(address, quizzes.fields(address, said) | {"do": "anyway"})
    for name in ("one", "typed"):  # chosen, and left open
        position = quizzes.items(address)[name].position
        reply = quizzes.browser.post(f"{address}/review/{position}", {"right": "yes"})
        assert reply.status_code == 409
        assert len(quizzes.markings(address)[name]) == 1


def test_what_is_kept_for_exams_is_never_asked(quizzes: Quizzes) -> None:
    address = quizzes.start()
    assert "kept" not in quizzes.items(address)
    assert "secret of the exam" not in quizzes.browser.get(address).text
