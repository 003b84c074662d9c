"""Which note of the files is which note of the database: rows in, the core's plan out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.decks.identity import Fingerprint, KnownCard, KnownNote, Plan, plan
from app.decks.model import Diagnostic, Facet, Kind
from app.services.decks.answers import remembered
from app.services.decks.counted import load_counted
from app.services.decks.drafts import Prepared
from app.services.decks.known import NoteRows, list_notes, load_notes, within_reach
from app.services.decks.locking import LockedIds, Place, foreign_locks, from_locks
from app.services.decks.neighbours import check_neighbours


@dataclass(frozen=True, slots=True)
class Decided:
    """The plan, the rows it speaks of, and how many notes lie in files that did not change.

    *locked* has the uids that lock files know for notes which are new here. *touched* are the
    decks that the drafts are, or that vanish.
    """

    plan: Plan
    rows: Mapping[UUID, NoteRows]
    untouched: int
    locked: Mapping[Place, LockedIds] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()
    touched: frozenset[UUID] = frozenset()

    @property
    def has_errors(self) -> bool:
        """Whether the files cannot be published beside those that did not change."""
        return any(fault.severity == "error" for fault in self.faults)

    def summary(self) -> dict[str, Any]:
        """Return the JSON of ``deck plan``; the notes of unchanged files count as kept."""
        summary = self.plan.summary()
        return {**summary, "kept": summary["kept"] + self.untouched}


def decide(session: Session, prepared: Prepared) -> Decided:
    """Plan the drafts against what the course knows of them; writes nothing.

    Notes of decks that are neither drafts nor vanish are not loaded: a live one is no other.
    """
    course, owner = prepared.store.course_id, prepared.store.owner_id
    paths = {draft.stored.id: draft.key for draft in prepared.drafts if draft.stored}
    paths |= {deck.id: deck.key for deck in prepared.vanished}
    moving = {draft.stored.key: draft.key for draft in prepared.drafts if draft.stored}
    listed = list_notes(session, course, owner)
    rows = load_notes(session, course, within_reach(paths), owner)
    touched = set(paths.values())
    decks = [draft.deck for draft in prepared.drafts]
    found = plan(
        _all_known(rows, paths),
        decks,
        lambda path: path in touched,
        answers=remembered(session, course),
        counted=load_counted(session, listed, moving),
    )
    unchanged = {deck.key for deck in prepared.unchanged}
    return Decided(
        plan=found,
        rows=rows,
        untouched=sum(note.live and note.deck_key in unchanged for note in listed),
        locked=from_locks(session, prepared.locks, decks, found.decisions),
        faults=(
            *foreign_locks(session, prepared.locks, {note.id for note in listed}),
            *check_neighbours(session, prepared),
        ),
        touched=frozenset(paths),
    )


def _all_known(rows: Mapping[UUID, NoteRows], paths: Mapping[UUID, str]) -> list[KnownNote]:
    """Return the notes that new ones may be: not those that were merged into others.

    A text of a note that was merged away is an earlier text of the note that goes on, and so
    are the texts of its cards.
    """
    found = {uid: known_note(note, paths) for uid, note in rows.items()}
    for uid, note in rows.items():
        last = note.note.merged_into
        while last and last in rows and (further := rows[last].note.merged_into) is not None:
            last = further
        if last and last in found:
            found[last] = _with_past(found[last], found[uid], note)
    return [found[uid] for uid, note in rows.items() if note.note.merged_into is None]


def _with_past(known: KnownNote, merged: KnownNote, rows: NoteRows) -> KnownNote:
    into = {card.card.id: card.card.merged_into for card in rows.cards}
    texts: dict[UUID | None, list[tuple[str, str]]] = defaultdict(list)
    for card in merged.cards:
        texts[into[card.uid]] += [(card.front, card.back), *card.earlier]
    return replace(
        known,
        revisions=(*known.revisions, *merged.revisions),
        cards=tuple(replace(c, earlier=(*c.earlier, *texts[c.uid])) for c in known.cards),
    )


def known_note(rows: NoteRows, paths: Mapping[UUID, str]) -> KnownNote:
    """Return a note as identity sees it: in the place to which its deck is moving, if it is.

    *paths* are the places to which decks are moving, by deck.
    """
    note = rows.note
    return KnownNote(
        uid=note.id,
        path=paths.get(note.deck_id, rows.deck_key),
        position=note.position,
        kind=Kind(note.kind),
        explicit_id=note.explicit_id,
        retired=note.retired_at is not None,
        revisions=tuple(_prints(rows)),
        cards=tuple(
            KnownCard(
                uid=known.card.id,
                facet=Facet(known.card.facet),
                key=known.card.key,
                retired=known.card.retired_at is not None,
                front=known.revision.front,
                back=known.revision.back,
                earlier=tuple((revision.front, revision.back) for revision in known.earlier),
            )
            for known in rows.cards
        ),
    )


def _prints(rows: NoteRows) -> Iterable[Fingerprint]:
    for revision in (rows.revision, *reversed(rows.earlier)):
        yield Fingerprint(revision.exact, revision.normal)
