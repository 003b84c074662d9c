"""Drafts: what an author wrote for a deck and did not publish yet, saved without losing any.

A draft belongs to one author. Others' drafts of the same deck are not seen; whoever publishes
second gets both texts merged (`rebase`), or is shown where they contradict each other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.decks.merging import Merge, merge
from app.models import DeckDraft, DeckRevision, User
from app.services.decks.sources import LONGEST_KEY
from app.services.decks.store import Store, StoredDeck

LONGEST_NAME = 60  # characters of a new deck's file name
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Working:
    """A deck as its author goes on with it: the own draft, else what is published.

    *stored* is None for a deck that was never published. *sequence* is 0 without a draft.
    *base* is the revision that the text was made from (0: none).
    """

    deck_id: UUID
    key: str
    text: str
    sequence: int
    base: int
    stored: StoredDeck | None
    saved_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Whether there is anything unpublished."""
        return self.sequence > 0

    @property
    def is_behind(self) -> bool:
        """Whether somebody has published since this text was begun."""
        return self.stored is not None and self.is_draft and self.stored.head != self.base


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of saving: *taken* if another tab was faster, and then nothing was written.

    *sequence* is that of the draft as it is now.
    """

    sequence: int
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Rebased:
    """A draft and what was published meanwhile, as one text.

    *head* is the revision that was merged in; *merge* holds what is left to decide.
    """

    merge: Merge
    head: int


def working(session: Session, store: Store, author: UUID, deck_id: UUID) -> Working | None:
    """Return the deck *deck_id* as *author* sees it; None if the course has none for them."""
    stored = next((d for d in store.decks if d.id == deck_id and not d.retired), None)
    draft = session.get(DeckDraft, (author, deck_id))
    if draft is not None and draft.course_id == store.course_id and (stored or not draft.base):
        return _of_draft(draft, stored)
    if stored is None:
        return None
    return Working(deck_id, stored.key, stored.markdown, 0, stored.head, stored)


def drafts_of(session: Session, store: Store, author: UUID) -> dict[UUID, Working]:
    """Return all drafts of *author* in the course, by deck."""
    live = {deck.id: deck for deck in store.decks if not deck.retired}
    rows = session.scalars(
        select(DeckDraft)
        .where(DeckDraft.author_id == author, DeckDraft.course_id == store.course_id)
        .order_by(DeckDraft.key)
    )
    found = (_of_draft(row, live.get(row.deck_id)) for row in rows)
    return {one.deck_id: one for one in found if one.stored or not one.base}


def save(
    session: Session, course_id: UUID, author: UUID, here: Working, text: str, now: datetime
) -> Saved:
    """Save *text* as the next version of the draft that *here* was.

    *here* carries the sequence that the author's page knows; a draft that has moved on since
    is left as it is. The same text again is no new version.
    """
    # Two tabs of one author never interleave: SQLite has locked everything by now.
    session.execute(select(User.id).where(User.id == author).with_for_update())
    row = session.get(DeckDraft, (author, here.deck_id), populate_existing=True)
    current = row.sequence if row else 0
    if row is not None and row.text == text:
        return Saved(row.sequence)
    if current != here.sequence:
        return Saved(current, taken=True)
    if row is None:
        if here.stored is not None and here.stored.markdown == text:
            return Saved(0)
        row = DeckDraft(author_id=author, deck_id=here.deck_id, course_id=course_id, sequence=0)
        row.key, row.base = here.key, here.base
        session.add(row)
    row.text, row.sequence, row.updated_at = text, current + 1, now
    session.flush()
    return Saved(row.sequence)


def begin(
    session: Session, store: Store, author: UUID, text: str, key: str, now: datetime
) -> DeckDraft:
    """Begin a deck that does not exist yet, as a draft under *key* (see `free_key`)."""
    row = DeckDraft(
        author_id=author,
        deck_id=uuid4(),
        course_id=store.course_id,
        key=key,
        base=0,
        sequence=1,
        text=text,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    return row


def free_key(session: Session, store: Store, title: str, folder: str = "") -> str:
    """Return a key made of *title* that no deck and no draft of the course has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = _NOT_IN_NAMES.sub("-", plain)[:LONGEST_NAME].strip("-") or "deck"
    taken = {deck.key for deck in store.decks} | set(
        session.scalars(select(DeckDraft.key).where(DeckDraft.course_id == store.course_id))
    )
    prefix = f"{folder}/" if folder else ""
    candidates = (f"{prefix}{name}{f'-{n}' if n > 1 else ''}.md" for n in range(1, 10_000))
    return next(key for key in candidates if key not in taken)[-LONGEST_KEY:]


def discard(session: Session, author: UUID, here: Working) -> None:
    """Forget the draft, unless another tab has saved it since; what is published stays."""
    session.execute(
        delete(DeckDraft).where(
            DeckDraft.author_id == author,
            DeckDraft.deck_id == here.deck_id,
            DeckDraft.sequence == here.sequence,
        )
    )


def published(session: Session, author: UUID, here: Working, head: int) -> None:
    """Forget the draft, now that it is revision *head*; what another tab saved since stays.

    That was made from the text that is published, so that is its base from now on.
    """
    discard(session, author, here)
    row = session.get(DeckDraft, (author, here.deck_id), populate_existing=True)
    if row is not None:
        row.base = head
        session.flush()


def rebase(session: Session, here: Working) -> Rebased | None:
    """Return the draft merged with what was published since it was begun; None if nothing was.

    In the merge the published text stands for the file, the draft for the browser.
    """
    if here.stored is None or not here.is_behind:
        return None
    base = session.get(DeckRevision, (here.deck_id, here.base))
    origin = base.markdown if base else ""
    return Rebased(merge(origin, here.stored.markdown, here.text), here.stored.head)


def move_on(
    session: Session, author: UUID, here: Working, text: str, head: int, now: datetime
) -> Saved:
    """Make *text* the draft, made from revision *head*, unless another tab was faster."""
    row = session.get(DeckDraft, (author, here.deck_id), with_for_update=True)
    if row is None or row.sequence != here.sequence:
        return Saved(row.sequence if row else 0, taken=True)
    row.text, row.base, row.sequence, row.updated_at = text, head, row.sequence + 1, now
    session.flush()
    return Saved(row.sequence)


def _of_draft(row: DeckDraft, stored: StoredDeck | None) -> Working:
    return Working(
        deck_id=row.deck_id,
        key=stored.key if stored else row.key,
        text=row.text,
        sequence=row.sequence,
        base=row.base,
        stored=stored,
        saved_at=row.updated_at,
    )
