"""An exam as sheets to be exported: its questions with what was rendered of them, and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.exports.paper.options import Paper
from app.exports.sheet import Sheet, picture_names
from app.models import Deck, DeckMedia, Exam, Media, Offering
from app.services.exams.drawing import Asked, asked_in, versions_of
from app.services.exams.texts import html_of
from app.services.media.store import address_of


@dataclass(frozen=True, slots=True)
class Whole:
    """An exam: *sheet* in its own order, and one sheet a version."""

    asked: tuple[Asked, ...]
    sheet: Sheet
    versions: tuple[Sheet, ...]


def whole(session: Session, offering: Offering, exam: Exam, paper: Paper) -> Whole:
    """Return the exam with its versions; *paper* says how to print, its date is the exam's."""
    asked = asked_in(session, exam)
    html = html_of(one.revision.html for one in asked)
    printed = replace(
        paper, date=exam.day, minutes=exam.minutes, instructions=exam.instructions, version=""
    )
    sheet = Sheet(
        exam.title,
        tuple(one.question for one in asked),
        html,
        {name: media.data for name, media in pictures(session, offering, html.values()).items()},
        offering.course.language,
        printed,
    )
    found = versions_of(session, exam, asked)
    letters = [one.name if len(found) > 1 else "" for one in found]
    return Whole(
        tuple(asked),
        sheet,
        tuple(
            replace(sheet.only(one.questions), paper=replace(printed, version=name))
            for one, name in zip(found, letters, strict=True)
        ),
    )


def pictures(session: Session, offering: Offering, html: Iterable[str]) -> dict[str, Media]:
    """Return the pictures that pieces of HTML name: those of the course's decks, by that name.

    A name is a path under the content folder or its end, as long as only one picture has it.
    """
    names = picture_names(html)
    if not names:
        return {}
    digests = _digests(session, offering.course_id)
    found = {name: _only(digests, unquote(name)) for name in names}
    rows = session.scalars(
        select(Media)
        .where(Media.digest.in_({digest for digest in found.values() if digest}))
        .options(undefer(Media.data))
    )
    by_digest = {media.digest: media for media in rows}
    return {name: by_digest[digest] for name, digest in found.items() if digest in by_digest}


def shown(html: str, found: dict[str, Media]) -> str:
    """Return *html* with its pictures at the addresses from which they are served."""
    for name, media in found.items():
        html = html.replace(f'src="{name}"', f'src="{address_of(media.digest)}"')
    return html


def _digests(session: Session, course_id: UUID) -> Sequence[tuple[str, str]]:
    rows = session.execute(
        select(DeckMedia.key, DeckMedia.digest)
        .join(Deck, Deck.id == DeckMedia.deck_id)
        .where(
            Deck.course_id == course_id, Deck.owner_id.is_(None), DeckMedia.replaced_at.is_(None)
        )
    )
    return [(key, digest) for key, digest in rows]


def _only(digests: Sequence[tuple[str, str]], name: str) -> str | None:
    fitting = {digest for key, digest in digests if key == name or key.endswith(f"/{name}")}
    return fitting.pop() if len(fitting) == 1 else None
