"""``flask deck show``: every card that deck files yield, without a database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import click

from app.cli.deck_check import as_text, summary
from app.cli.deck_files import diagnose, has_errors, parse_paths
from app.decks.model import Card, Deck, Item, Kind, Note
from app.decks.normal import normal_form
from app.decks.rendering import plain_text
from app.sandbox import Sandbox
from app.services.rendering import TARGET, RenderedCard, render_deck


@click.command(short_help="Every card that deck files yield.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--format",
    "_style",
    type=click.Choice(["json"]),
    default="json",
    show_default=True,
    help="A list of objects, one a card.",
)
@click.pass_context
def show(ctx: click.Context, paths: tuple[Path, ...], _style: str) -> None:
    """Print every card of the deck files in PATH… as JSON.

    What is kept for an exam (use=exam) makes no card and is only counted.

    Without a database a note is known by its explicit id, else by a hash of its content,
    which changes when the note is edited. Faults of the files go to standard error; errors
    among them make the exit code 1.

    \b
    Example:
      flask deck show content/chapter9 --format json
    """
    parsed = parse_paths(paths)
    diagnostics = list(diagnose(parsed))
    rows: list[dict[str, Any]] = []
    with Sandbox(TARGET) as sandbox:
        for one in parsed:
            rendered = render_deck(one.deck, sandbox)
            rows += _rows(one.deck, rendered.cards)
            diagnostics += rendered.refusals
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    if diagnostics:
        click.echo(as_text(sorted(diagnostics)), err=True)
    cards = f"{len(rows)} card{'' if len(rows) == 1 else 's'} in "
    click.echo(cards + summary(len(parsed), diagnostics), err=True)
    if kept := sum(len(one.deck.exam_notes) for one in parsed):
        click.echo(f"{kept} kept for exams (use=exam), which make no card", err=True)
    ctx.exit(1 if has_errors(diagnostics) else 0)


def _rows(deck: Deck, rendered: tuple[tuple[RenderedCard, ...], ...]) -> Iterator[dict[str, Any]]:
    name = deck.meta.deck or PurePosixPath(deck.path).stem
    for note, cards in zip(deck.notes, rendered, strict=True):
        for card, html in zip(note.cards, cards, strict=True):
            yield {
                "deck": name,
                "note": note.explicit_id or content_hash(note),
                "kind": card.kind,
                "facet": card.facet,
                "key": card.key,
                "front": html.front,
                "back": html.back,
                "front_text": plain_text(html.front),
                "back_text": plain_text(html.back),
                "items": _items(card, html),
                "ordered": card.ordered,
                "accept": list(card.accept),
                "note_text": plain_text(html.remark),
                "hint": note.hint,
                "group": note.group,
                "context": list(note.headings),
                "tags": list(note.tags),
                "path": deck.path,
                "line": card.line,
                "id": note.explicit_id,
                **_question(note, card),
            }


def _question(note: Note, card: Card) -> dict[str, Any]:
    """Return what only questions of a type, or with points, have."""
    found: dict[str, Any] = {"points": note.points} if note.points is not None else {}
    if card.choices:
        found["choices"] = list(card.choices)
    if card.truth is not None:
        found["truth"] = card.truth
    if card.quantity is not None:
        value, tolerance = float(card.quantity.value), float(card.quantity.tolerance)
        found["number"] = {"value": value, "tolerance": tolerance, "unit": card.quantity.unit}
    return found


def _items(card: Card, html: RenderedCard) -> list[dict[str, Any]]:
    pairs = zip(card.items, html.items, strict=True)
    is_choice = card.kind is Kind.CHOICE
    return [
        {
            "id": item.key,
            "text": plain_text(text),
            **({"right": item.right} if is_choice else {}),
            **_more(item),
        }
        for item, text in pairs
    ]


def _more(item: Item) -> dict[str, Any]:
    """Return what an item may have beside its text, as far as it has it."""
    more = {
        "side": item.side,
        "accept": list(item.accept),
        "feedback": item.feedback,
        "pinned": item.pinned,
    }
    return {name: value for name, value in more.items() if value}


def content_hash(note: Note) -> str:
    """Return twelve hexadecimal digits that stay while what the note asks and answers stays."""
    parts = [str(note.kind)]
    for card in note.cards:
        parts += [str(card.facet), card.key, normal_form(card.front), normal_form(card.back)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
