"""GET /api/v1/session, queue and openapi.json: what the study screen lives on."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest

from app.clock import utc_now
from app.db import Database
from app.models import CardState, Enrolment, ExamDate
from tests.web.api.conftest import Script


def test_the_session_names_the_user_and_the_token(script: Script) -> None:
    body = script.get("/session").get_json()
    assert body["user"]["name"] == "Ada"
    assert body["csrf"] == script.csrf


def test_a_card_has_all_that_the_screen_needs(script: Script) -> None:
    body = script.get("/courses/crm/queue?limit=1").get_json()
    assert body["mode"] == "schedule"
    assert body["counts"] == {"new": 10, "learning": 0, "review": 0}
    assert body["minutes_left"] == 20
    (card,) = body["cards"]
    assert card["card"] == str(script.world.cards[0])
    assert (card["version"], card["render"], card["kind"]) == (1, 1, "question")
    assert (card["front"], card["back"]) == ("<p>Question 0?</p>", "<p>Answer 0.</p>")
    assert card["state"]["phase"] == "new"
    assert card["notes_url"].startswith(f"/courses/crm/decks/{script.world.deck.id}#note-")


def test_the_days_after_today_come_when_they_are_asked_for(script: Script) -> None:
    body = script.get("/courses/crm/queue?days=2").get_json()
    first, second = body["later"]
    assert body["server_time"] < first["starts"] < second["starts"]
    assert [len(body["cards"]), len(first["cards"]), len(second["cards"])] == [10, 2, 0]
    assert first["cards"][0]["outcomes"]["good"]["due"] > first["starts"]
    assert (first["minutes"], first["most_new"], first["seconds_per_new"]) == (20, 20, 30)
    assert script.get("/courses/crm/queue").get_json()["later"] == []
    deck = script.world.deck.id
    assert script.get(f"/courses/crm/queue?days=2&mode=deck:{deck}").get_json()["later"] == []
    assert script.get("/courses/crm/queue?days=8").status_code == 422


def test_outcomes_nest_through_the_learning_steps(script: Script) -> None:
    (card,) = script.get("/courses/crm/queue?limit=1").get_json()["cards"]
    outcomes = card["outcomes"]
    assert set(outcomes) == {"again", "hard", "good", "easy"}
    assert outcomes["good"]["phase"] == "learning"
    assert outcomes["good"]["next"]["good"]["phase"] == "review"
    assert outcomes["good"]["next"]["good"]["next"] is None
    assert outcomes["easy"]["label"].endswith(" d")


def test_deck_mode_takes_a_deck_of_the_course(script: Script) -> None:
    body = script.get(f"/courses/crm/queue?mode=deck:{script.world.deck.id}").get_json()
    assert len(body["cards"]) == 12
    assert script.get(f"/courses/crm/queue?mode=deck:{uuid.uuid4()}").get_json()["cards"] == []


def test_exam_mode_names_the_exam_and_what_will_not_fit(script: Script, database: Database) -> None:
    with database.transaction() as session:
        exam = ExamDate(
            id=uuid.uuid4(),
            offering_id=script.world.offering.id,
            title="Final",
            at=utc_now() + timedelta(minutes=1),
        )
        session.add(exam)
        session.get_one(
            Enrolment,
            (uuid.UUID(script.get("/session").get_json()["user"]["id"]), script.world.offering.id),
        ).minutes_cap = 1
    body = script.get("/courses/crm/queue?mode=exam").get_json()
    assert body["mode"] == "exam"
    assert body["exam"]["title"] == "Final"
    assert body["cards"][0]["outcomes"] == {}
    (left_out,) = body["left_out"]
    assert left_out["title"] == "One"
    assert 0 < left_out["cards"] < 12
    plain = script.get("/courses/crm/queue").get_json()
    assert (plain["exam"], plain["left_out"]) == (None, [])


def test_a_card_forgotten_for_the_eighth_time_comes_with_advice(
    script: Script, database: Database
) -> None:
    me = uuid.UUID(script.get("/session").get_json()["user"]["id"])
    with database.transaction() as session:
        leech = CardState(
            student_id=me,
            card_id=script.world.cards[0],
            parameter_set=0,
            stability=1.0,
            difficulty=9.0,
            phase=3,
            repetitions=20,
            lapses=8,
            last_review=utc_now(),
            study_day=utc_now().date(),
            due=utc_now(),
        )
        session.add(leech)
    first, second, *_ = script.get("/courses/crm/queue").get_json()["cards"]
    assert first["advice"].startswith("You have forgotten this card 8 times.")
    assert second["advice"] is None


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("mode=exam", 409),
        ("mode=party", 422),
        ("mode=deck:7", 422),
        ("limit=-1", 422),
        ("limit=x", 422),
        ("limit=9999999999999999999999", 422),
        ("limit=%D9%A3", 422),
        ("more=101", 422),
        ("mode=exam&minutes=101", 422),
    ],
)
def test_a_wrong_question_is_a_problem_in_words(script: Script, query: str, status: int) -> None:
    reply = script.get(f"/courses/crm/queue?{query}")
    assert reply.status_code == status
    assert reply.content_type == "application/problem+json"
    assert reply.get_json()["detail"]


def test_the_course_must_be_there_and_ones_own(script: Script, stranger: Script) -> None:
    assert script.get("/courses/nothing/queue").status_code == 404
    reply = stranger.get("/courses/crm/queue")
    assert reply.status_code == 403
    assert reply.content_type == "application/problem+json"


def test_the_openapi_document_describes_every_route_of_the_api(script: Script) -> None:
    document = script.get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    rules = script.client.application.url_map.iter_rules()
    served = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in rules
        if rule.rule.startswith("/api/")
    }
    assert set(document["paths"]) == served
    text = str(document)
    for name in document["components"]["schemas"]:
        assert f"#/components/schemas/{name}" in text
