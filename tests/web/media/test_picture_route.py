"""A picture is for whoever may see a deck that shows it, and never more than a picture."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.clock import utc_now
from app.db import Database
from app.models import DeckMedia, Offering, OfferingDeck
from app.services.media.files import Loaded
from app.services.media.store import keep_pictures
from tests.web.browser import Browser
from tests.web.classes.course import add_deck
from tests.web.conftest import LogIn

DIGEST = "a" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
PLACE = f"/media/{DIGEST}"


@pytest.fixture
def deck(stored: Database, crm: Offering) -> object:
    """A deck of crm that shows a picture."""
    made = add_deck(stored, crm, "Funnels")
    with stored.transaction() as session:
        picture = Loaded("funnel.svg", DIGEST, DIGEST, "image/svg+xml", SVG)
        keep_pictures(session, made.id, [picture], utc_now())
    return made.id


def test_a_student_of_the_course_gets_it_to_keep(deck: object, ann: Browser) -> None:
    reply = ann.get(PLACE)
    assert (reply.status_code, reply.data) == (200, SVG)
    assert reply.headers["Content-Type"].startswith("image/svg+xml")
    assert reply.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    policy = reply.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")


def test_others_get_nothing(
    deck: object, art: Offering, visitor: Browser, logged_in: LogIn
) -> None:
    assert visitor.get(PLACE).status_code == 303
    assert logged_in("eve").get(PLACE).status_code == 404


@pytest.mark.parametrize("place", ["/media/" + "b" * 64, "/media/x", "/media/%2e%2e"])
def test_what_is_no_picture_is_not_found(deck: object, ann: Browser, place: str) -> None:
    assert ann.get(place).status_code == 404


def test_a_deck_that_students_do_not_see_yet_hides_its_pictures(
    deck: object, stored: Database, crm: Offering, ann: Browser, ines: Browser
) -> None:
    with stored.transaction() as session:
        later = utc_now() + timedelta(days=1)
        session.add(OfferingDeck(offering_id=crm.id, deck_id=deck, visible_from=later))
    assert ann.get(PLACE).status_code == 404
    assert ines.get(PLACE).status_code == 200


def test_a_picture_that_was_replaced_can_still_be_fetched(
    deck: object, stored: Database, ann: Browser
) -> None:
    with stored.transaction() as session:
        row = session.get_one(DeckMedia, (deck, "funnel.svg", DIGEST))
        keep_pictures(session, row.deck_id, [], utc_now())
    assert ann.get(PLACE).status_code == 200
