"""Offerings: making one, finding it by slug or join code, and what it holds."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Card, Course, Deck, Note, Offering, OfferingDeck, Role, User
from app.services import enrolments
from app.services.classes.visibility import published
from app.wording import say

# No character that is taken for another when read aloud or off a slide: B8 S5 Z2 O0 I1L UV.
CODE_ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
CODE_LENGTH = 8
CODE_GROUP = 4
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 60
TITLE_LENGTH = 200


class OfferingError(ValueError):
    """An offering cannot be made like this; the message says what to change."""


@dataclass(frozen=True, slots=True)
class DeckSummary:
    """A deck as a course's page lists it; *cards* counts those that are not retired.

    *visible_from* is when students see it; None for at once.
    """

    id: uuid.UUID
    title: str
    chapter: str
    optional: bool
    cards: int
    visible_from: datetime | None = None


def create(session: Session, slug: str, title: str, owner: User, now: datetime) -> Offering:
    """Make a course with its first offering, of which *owner* is the instructor.

    Raises OfferingError for a slug or title that will not do.
    """
    title = title.strip()
    _check(session, slug, title)
    course = Course(id=uuid.uuid4(), slug=slug, title=title, language="en", created_at=now)
    offering = Offering(
        id=uuid.uuid4(),
        course=course,
        slug=slug,
        term="",
        zone=owner.zone,
        join_code=new_code(),
        created_at=now,
    )
    session.add_all([course, offering])
    session.flush()
    enrolments.enrol(session, owner, offering, Role.INSTRUCTOR, now)
    return offering


def by_slug(session: Session, slug: str) -> Offering | None:
    """Return the offering that URLs and commands mean by *slug*."""
    return session.scalars(select(Offering).where(Offering.slug == slug)).one_or_none()


def by_code(session: Session, code: str) -> Offering | None:
    """Return the offering with this join code, in any case and grouping."""
    wanted = normalised_code(code)
    return session.scalars(select(Offering).where(Offering.join_code == wanted)).one_or_none()


def in_order(session: Session) -> list[Offering]:
    """Return every offering, by slug."""
    return list(session.scalars(select(Offering).order_by(Offering.slug)))


def decks(
    session: Session, offering: Offering, visible_at: datetime | None
) -> Sequence[DeckSummary]:
    """Return the course's decks in order that are visible then (None: all), with their cards."""
    cards = (
        select(Note.deck_id, func.count().label("cards"))
        .join(Card, Card.note_id == Note.id)
        .where(Note.retired_at.is_(None), Card.retired_at.is_(None))
        .group_by(Note.deck_id)
        .subquery()
    )
    query = (
        select(Deck, func.coalesce(cards.c.cards, 0), OfferingDeck.visible_from)
        .outerjoin(cards, cards.c.deck_id == Deck.id)
        .outerjoin(
            OfferingDeck,
            and_(OfferingDeck.deck_id == Deck.id, OfferingDeck.offering_id == offering.id),
        )
        .where(published(offering, visible_at))
        .order_by(Deck.position, Deck.key)
    )
    return [
        DeckSummary(deck.id, deck.title, deck.chapter, deck.optional, count, visible_from)
        for deck, count, visible_from in session.execute(query)
    ]


def new_code() -> str:
    """Return a random join code: one of 8 * 10**10."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def normalised_code(code: str) -> str:
    """Return what a person typed as it is stored: capitals, no spaces, no hyphens."""
    return re.sub(r"[\s-]+", "", code).upper()


def grouped_code(code: str) -> str:
    """Return a code as people read it: ``ACDE-FGHJ``."""
    groups = (code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))
    return "-".join(groups)


def ensure_free(session: Session, slug: str) -> None:
    """Raise OfferingError for what is no slug, and for one that something else has."""
    if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
        raise OfferingError(
            say(
                "%(slug)s is no slug: use lower-case letters, digits and single hyphens, "
                "at most %(most)d, such as crm-2027.",
                slug=repr(slug),
                most=SLUG_LENGTH,
            )
        )
    taken = select(Course.id).where(Course.slug == slug)
    if session.scalars(taken).first() is not None or by_slug(session, slug) is not None:
        raise OfferingError(taken_slug(slug))


def taken_slug(slug: str) -> str:
    """Return what to say of a slug that something else has."""
    return say("There is a course %(slug)s already; choose another slug.", slug=repr(slug))


def _check(session: Session, slug: str, title: str) -> None:
    if not 0 < len(title) <= TITLE_LENGTH:
        raise OfferingError(say("A title has 1 to %(most)d characters.", most=TITLE_LENGTH))
    ensure_free(session, slug)
