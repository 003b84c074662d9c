"""Pictures in the database: which deck shows which, who may see them, and when they go."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, undefer

from app import policy
from app.models import Card, Deck, DeckMedia, Media, Note, Offering, PictureUpload, Rendering
from app.policy import Action, Actor
from app.services.classes.visibility import visible
from app.services.media.files import Loaded

KEPT_AFTER_USE = timedelta(days=30)  # a card fetched before may be shown as long

_DIGEST = re.compile("[0-9a-f]{64}")


def shown_pictures(session: Session, course_id: UUID) -> dict[UUID, dict[str, DeckMedia]]:
    """Return, for each deck of the course that shows pictures, those by their keys."""
    rows = session.scalars(
        select(DeckMedia)
        .join(Deck, Deck.id == DeckMedia.deck_id)
        .where(Deck.course_id == course_id, DeckMedia.replaced_at.is_(None))
    )
    found: dict[UUID, dict[str, DeckMedia]] = defaultdict(dict)
    for row in rows:
        found[row.deck_id][row.key] = row
    return dict(found)


def keep_pictures(
    session: Session, deck_id: UUID, pictures: Iterable[Loaded], now: datetime
) -> None:
    """Store *pictures* as those that the deck shows from now on; others of it are replaced."""
    wanted = {(picture.key, picture.digest): picture for picture in pictures}
    rows = {
        (row.key, row.digest): row
        for row in session.scalars(select(DeckMedia).where(DeckMedia.deck_id == deck_id))
    }
    for place, row in rows.items():
        if place in wanted:
            row.replaced_at, row.source = None, wanted[place].source
        else:
            row.replaced_at = row.replaced_at or now
    for key, digest in wanted.keys() - rows.keys():
        picture = wanted[key, digest]
        keep_media(session, picture, now)
        session.add(DeckMedia(deck_id=deck_id, key=key, digest=digest, source=picture.source))
    session.flush()


def keep_media(session: Session, picture: Loaded, now: datetime) -> None:
    """Store the bytes of *picture*, if they are not there; only then are they looked at."""
    if session.get(Media, picture.digest) is None:
        session.add(
            Media(
                digest=picture.digest,
                kind=picture.kind,
                size=len(picture.data),
                data=picture.data,
                created_at=now,
            )
        )
        session.flush()


def forget_renderings(session: Session, deck_id: UUID, renderer: int) -> None:
    """Delete what *renderer* made of the published cards, whose pictures are others now."""
    heads = (
        select(Card.id)
        .join(Note, Note.id == Card.note_id)
        .where(Note.deck_id == deck_id, Card.head == Rendering.number)
    )
    session.execute(
        delete(Rendering).where(Rendering.renderer == renderer, Rendering.card_id.in_(heads)),
        execution_options={"synchronize_session": False},
    )


def visible_picture(
    session: Session, actor: Actor | None, digest: str, now: datetime
) -> Media | None:
    """Return a picture that some deck shows which *actor* may see at *now*."""
    if not _DIGEST.fullmatch(digest) or actor is None:
        return None
    if _writes_with(session, actor, digest):
        return session.get(Media, digest, options=[undefer(Media.data)])
    offerings = session.scalars(
        select(Offering)
        .join(Deck, Deck.course_id == Offering.course_id)
        .join(DeckMedia, DeckMedia.deck_id == Deck.id)
        .where(DeckMedia.digest == digest)
        .distinct()
    )
    if not any(_shows(session, actor, offering, digest, now) for offering in offerings):
        return None
    return session.get(Media, digest, options=[undefer(Media.data)])


def _writes_with(session: Session, actor: Actor, digest: str) -> bool:
    """Tell whether *actor* may write decks of a course that the picture was uploaded to."""
    offerings = session.scalars(
        select(Offering.id)
        .join(PictureUpload, PictureUpload.course_id == Offering.course_id)
        .where(PictureUpload.digest == digest)
    )
    return any(policy.may(actor, Action.PUBLISH_DECKS, offering) for offering in offerings)


def _shows(session: Session, actor: Actor, offering: Offering, digest: str, now: datetime) -> bool:
    if not policy.may(actor, Action.VIEW_COURSE, offering.id):
        return False
    seen_at = None if policy.may(actor, Action.PREVIEW_DECKS, offering.id) else now
    return bool(
        session.scalar(
            select(
                exists().where(
                    DeckMedia.digest == digest,
                    DeckMedia.deck_id == Deck.id,
                    Deck.course_id == offering.course_id,
                    (Deck.owner_id.is_(None)) | (Deck.owner_id == actor.user_id),
                    visible(offering.id, seen_at),
                )
            )
        )
    )


def purge(session: Session, now: datetime) -> None:
    """Delete pictures that no deck has shown for a while."""
    session.execute(delete(DeckMedia).where(DeckMedia.replaced_at < now - KEPT_AFTER_USE))
    session.execute(
        delete(Media).where(
            Media.created_at < now - KEPT_AFTER_USE,
            ~exists().where(DeckMedia.digest == Media.digest),
            ~exists().where(PictureUpload.digest == Media.digest),
        )
    )


def damaged(session: Session) -> list[str]:
    """Return the digests of pictures whose bytes are not those that they name."""
    digests = session.scalars(select(Media.digest).order_by(Media.digest)).all()
    return [digest for digest in digests if _digest_of(session, digest) != digest]


def _digest_of(session: Session, digest: str) -> str:
    data = session.scalar(select(Media.data).where(Media.digest == digest))  # one at a time
    return sha256(data or b"").hexdigest()


def address_of(digest: str) -> str:
    """Return the address from which a picture is served."""
    return f"/media/{digest}"
