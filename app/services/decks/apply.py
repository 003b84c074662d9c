"""Taking prepared files into the store, within one transaction: all of them or none.

Whoever calls opens the transactions (``app.cli.deck_store``): read the store, `prepare`
outside of any transaction, render, and `apply` in one that writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.identity import Decision, Plan
from app.decks.model import Diagnostic
from app.decks.rendering import RENDERER_VERSION
from app.models import Base, Card, Deck, Note, Rendering
from app.services.decks.answers import carry_out_resets
from app.services.decks.decide import Decided, decide
from app.services.decks.drafts import Clash, Prepared
from app.services.decks.known import NoteRows, within_reach
from app.services.decks.rows import insert_in_order
from app.services.decks.shelf import lock_shelf, stands_on
from app.services.decks.sources import text_hash
from app.services.decks.store import Store, read_store
from app.services.decks.write_decks import write_blocks, write_decks
from app.services.decks.write_notes import Page, retire, write_note
from app.services.media.store import forget_renderings, keep_pictures
from app.services.rendering import RenderedDeck
from app.services.search.stored import write as index_decks


class Stale(Exception):  # noqa: N818 - says what happened: somebody else was faster
    """The store is no longer what was prepared against; prepare again."""


class Status(StrEnum):
    """What became of an apply; only APPLIED writes anything."""

    APPLIED = "applied"
    NOTHING_TO_DO = "nothing to do"
    ERRORS = "errors"
    CONFLICT = "conflict"
    GUARDED = "guarded"


@dataclass(frozen=True, slots=True)
class Gone:
    """A note that no file has any more: its deck, its last line there, and what it asked."""

    deck: str
    line: int
    front: str


@dataclass(frozen=True, slots=True)
class Report:
    """The result for the person who called: *summary* is the JSON of ``deck plan``.

    *resets* counts the (student, card) pairs that were started anew; *clashes* and *merged*
    speak of decks that both sides have changed.
    """

    status: Status
    summary: dict[str, Any]
    retired: tuple[Gone, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    conflicts: tuple[str, ...] = ()
    resets: int = 0
    clashes: tuple[Clash, ...] = ()
    merged: tuple[str, ...] = ()


def apply(
    session: Session,
    prepared: Prepared,
    html: Sequence[RenderedDeck],
    now: datetime,
    *,
    confirmed: bool = False,
    seen: str | None = None,
) -> Report:
    """Write the drafts, whose *html* stands in the same order, and say what was done.

    Nothing is written if a file has an error, a deck is in conflict, or the guard asks and
    was not *confirmed*. Raises Stale if the store changed since it was read, or if *seen*
    (the `digest` of the plan that somebody has looked at) is that of another plan.
    """
    course, owner = prepared.store.course_id, prepared.store.owner_id
    lock_shelf(session, course, owner)
    if read_store(session, course, owner) != prepared.store:
        raise Stale("The decks changed meanwhile; run it again.")
    decided = decide(session, prepared)
    if seen is not None and digest(prepared, decided.plan) != seen:
        raise Stale("The plan is no longer the one that was shown; look at it again.")
    if verdict(prepared, decided, confirmed=confirmed) is not Status.APPLIED:
        return report(prepared, decided)
    _write(session, prepared, decided, html, now)
    resets = carry_out_resets(session, prepared.store.course_id, decided.plan, now)
    refusals = [refusal for deck in html for refusal in deck.refusals]
    return replace(
        report(prepared, decided),
        status=Status.APPLIED,
        resets=resets,
        diagnostics=tuple(sorted([*prepared.diagnostics, *decided.faults, *refusals])),
    )


def digest(prepared: Prepared, plan: Plan) -> str:
    """Return a hash that is another as soon as applying would do anything else."""
    store = [(d.id, d.key, d.base_hash, d.head, d.retired) for d in prepared.store.decks]
    drafts = [(d.key, d.base_hash, text_hash(d.markdown)) for d in prepared.drafts]
    notes = [
        (d.path, d.exact, d.uid, d.outcome.value, d.rule, d.reset, d.retired_cards)
        for d in plan.decisions
    ]
    gone = [deck.id for deck in prepared.vanished], plan.retired
    return text_hash(repr((store, drafts, notes, gone)))


def verdict(prepared: Prepared, decided: Decided, *, confirmed: bool = False) -> Status:
    """Return what an apply comes to."""
    if prepared.has_errors or decided.has_errors:
        return Status.ERRORS
    if prepared.conflicts:
        return Status.CONFLICT
    if prepared.nothing_to_do:
        return Status.NOTHING_TO_DO
    if decided.plan.guard is not None and not confirmed:
        return Status.GUARDED
    return Status.APPLIED


def report(prepared: Prepared, decided: Decided) -> Report:
    """Return what an apply would come to, without a confirmation and without writing."""
    return Report(
        status=verdict(prepared, decided),
        summary=decided.summary(),
        retired=tuple(_gone(decided.rows[uid]) for uid in decided.plan.retired),
        diagnostics=tuple(sorted([*prepared.diagnostics, *decided.faults])),
        conflicts=prepared.conflicts,
        clashes=prepared.clashes,
        merged=prepared.merged,
    )


def _gone(rows: NoteRows) -> Gone:
    front = rows.cards[0].revision.front if rows.cards else rows.revision.source
    return Gone(rows.deck_key, rows.revision.line, front)


def _write(
    session: Session,
    prepared: Prepared,
    decided: Decided,
    html: Sequence[RenderedDeck],
    now: datetime,
) -> None:
    decks = write_decks(session, prepared, now)
    _write_pictures(session, prepared, decks, now)
    rendered = _rendered(session, prepared.store, decided.touched)
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for decision in decided.plan.decisions:
        decisions[decision.path].append(decision)
    rows: list[Base] = []
    notes: list[list[UUID]] = []
    for draft, deck, shown in zip(prepared.drafts, decks, html, strict=True):
        page = Page(deck.id, now, rendered, rows)
        notes.append(_write_notes(page, decided, decisions[draft.key], shown))
    _retire(decided, now)
    insert_in_order(session, rows)
    for draft, deck, shown, ids in zip(prepared.drafts, decks, html, notes, strict=True):
        write_blocks(session, draft, deck, shown, ids)
    session.flush()
    index_decks(session, [deck.id for deck in decks])


def _write_pictures(
    session: Session, prepared: Prepared, decks: Sequence[Deck], now: datetime
) -> None:
    """Store what the drafts show; cards that show other pictures are to be rendered again."""
    for draft, deck in zip(prepared.drafts, decks, strict=True):
        if draft.pictures is not None:
            keep_pictures(session, deck.id, draft.pictures, now)
        if draft.is_redrawn:
            forget_renderings(session, deck.id, RENDERER_VERSION)


def _write_notes(
    page: Page, decided: Decided, decisions: Sequence[Decision], html: RenderedDeck
) -> list[UUID]:
    """Write the notes of one deck in their order and return their ids."""
    ids = []
    for decision, shown in zip(decisions, html.cards, strict=True):
        known = decided.rows[decision.uid] if decision.uid else None
        cards = {rows.card.id: rows for rows in known.cards} if known else {}
        matched = [cards[card.uid] if card.uid else None for card in decision.cards]
        locked = decided.locked.get((decision.path, decision.note.position))
        ids.append(write_note(page, decision.note, known, matched, shown, locked))
    return ids


def _retire(decided: Decided, now: datetime) -> None:
    for uid in decided.plan.retired:
        rows = decided.rows[uid]
        retire([rows.note, *(known.card for known in rows.cards)], now)


def _rendered(
    session: Session, store: Store, touched: Collection[UUID]
) -> frozenset[tuple[UUID, int]]:
    """Return the (card, revision) pairs that today's renderer has done, of notes within reach."""
    found = session.execute(
        select(Rendering.card_id, Rendering.number)
        .join(Card, Card.id == Rendering.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            stands_on(store.course_id, store.owner_id),
            Rendering.renderer == RENDERER_VERSION,
            within_reach(touched),
        )
    )
    return frozenset((card, number) for card, number in found)
