"""GET /api/v1/courses/<slug>/cards/<id>: a card's history and forecast."""

from __future__ import annotations

import uuid

from tests.web.api.conftest import Script


def test_a_card_without_answers_has_no_forecast(script: Script) -> None:
    body = script.get(f"/courses/crm/cards/{script.world.cards[0]}").get_json()
    assert (body["phase"], body["answers"], body["forecast"]) == ("new", [], [])
    assert (body["deck"], body["due"]) == ("One", None)


def test_answers_come_newest_first_and_what_was_undone_is_left_out(script: Script) -> None:
    undone = script.answer(seq=2, rating=4)
    script.send(
        script.answer(seq=1, rating=1),
        undone,
        script.answer(seq=3, type="retract", rating=None, target=undone["id"]),
        script.answer(seq=4, rating=3, mode="deck"),
    )
    body = script.get(f"/courses/crm/cards/{script.world.cards[0]}").get_json()
    assert [(a["rating"], a["mode"]) for a in body["answers"]] == [(3, "deck"), (1, "schedule")]
    assert [day["days"] for day in body["forecast"]] == [0, 7, 30, 90]
    recall = [day["recall"] for day in body["forecast"]]
    assert recall == sorted(recall, reverse=True)
    assert 0 < recall[-1] < recall[0] <= 1
    assert body["repetitions"] == 1


def test_another_courses_card_is_not_found(script: Script, stranger: Script) -> None:
    assert script.get(f"/courses/crm/cards/{uuid.uuid4()}").status_code == 404
    assert stranger.get(f"/courses/crm/cards/{script.world.cards[0]}").status_code == 403


def test_what_may_be_confused_comes_only_with_cards_that_are_typed(script: Script) -> None:
    assert script.get("/courses/crm/queue").get_json()["marking"] is None
