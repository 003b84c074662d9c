"""``flask deck export``: decks for Anki, Quizlet, spreadsheets and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from app.cli.deck_check import as_text
from app.cli.deck_files import diagnose, has_errors, parse_paths
from app.cli.deck_store import in_words, open_database
from app.db import Access
from app.decks.model import Parsed
from app.exports.decks import FORMATS, DeckFormat, registry
from app.exports.decks.tables import BOM
from app.exports.decks.values import Collection
from app.exports.registry import Loss
from app.sandbox import Sandbox
from app.services.decks.drafts import addresses
from app.services.decks.exporting import FileDeck, from_course, from_files
from app.services.decks.store import course_of
from app.services.media.files import load_pictures
from app.services.rendering import TARGET, render_deck

NAMED = 5  # so many of the notes that lose something are named, the others counted


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask for."""

    made: DeckFormat
    out: Path
    bom: bool


@click.command(short_help="Decks for Anki, Quizlet, spreadsheets and paper.")
@click.argument("sources", nargs=-1, required=True, metavar="COURSE|PATH…")
@click.option("--format", "style", required=True, type=click.Choice(list(FORMATS)))
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option(
    "--bom", is_flag=True, help="Begin a CSV file with a mark by which Excel knows UTF-8."
)
@click.pass_context
def export(
    ctx: click.Context, sources: tuple[str, ...], style: str, out: Path, *, bom: bool
) -> None:
    """Write the cards of COURSE, the slug of an offering, or of the deck files in PATH… as FILE.

    What is kept for exams (use=exam) is never among them. Cards of a COURSE keep their identity
    over every edit: importing a newer package into Anki changes the cards that are there and
    keeps their progress. Cards of files do if they have an id ({#id}).

    \b
    Example:
      flask deck export crm --format apkg --out crm.apkg
      flask deck export content/chapter9 --format csv --bom --out chapter9.csv
    """
    if bom and style != "csv":
        raise click.UsageError("--bom is for --format csv.")
    paths = [Path(source) for source in sources]
    if all(path.exists() for path in paths):
        collection = _of_files(ctx, paths)
    elif len(sources) == 1:
        collection = _of_course(sources[0])
    else:
        missing = ", ".join(str(path) for path in paths if not path.exists())
        raise click.UsageError(f"There is no file or folder {missing}. Name one COURSE, or PATHs.")
    ctx.exit(_write(collection, _Wanted(FORMATS[style], out, bom)))


def _of_course(slug: str) -> Collection:
    with in_words():
        database = open_database()
        with database.transaction(Access.READ) as session:
            return from_course(session, course_of(session, slug))


def _of_files(ctx: click.Context, paths: Sequence[Path]) -> Collection:
    parsed = parse_paths(paths)
    diagnostics = diagnose(parsed)
    if has_errors(diagnostics):
        click.echo(as_text(diagnostics), err=True)
        ctx.exit(1)
    pictures = load_pictures(parsed, Path()).loaded
    digests = {key: picture.digest for key, picture in pictures.items()}
    with Sandbox(TARGET) as sandbox:
        files = [
            FileDeck(
                one.deck,
                render_deck(one.deck, sandbox, addresses(one, digests)),
                _changed(one),
            )
            for one in parsed
        ]
    return from_files(_title(paths, parsed), files, pictures.values())


def _changed(parsed: Parsed) -> int:
    """Return when the file, or a picture that it shows, was last written to, in seconds."""
    shown = [Path(parsed.deck.path), *(Path(picture.key) for picture in parsed.pictures)]
    return int(max(path.stat().st_mtime for path in shown if path.exists()))


def _title(paths: Sequence[Path], parsed: Sequence[Parsed]) -> str:
    """Return what the whole is called: as the only deck, else as the folder."""
    if len(parsed) == 1:
        return parsed[0].deck.meta.chapter or parsed[0].deck.meta.title or paths[0].stem
    first = paths[0].resolve()
    return first.name if first.is_dir() else first.parent.name


def _write(collection: Collection, wanted: _Wanted) -> int:
    """Write the file and say what it lost; return the exit code."""
    try:
        made = registry.write(wanted.made, collection)
    except ValueError as error:
        click.echo(str(error), err=True)
        return 1
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_bytes(BOM + made.data if wanted.bom else made.data)
    cards = sum(len(note.cards) for _, note in collection.notes())
    decks = sum(bool(deck.notes) for deck in collection.decks)
    many = f"{cards} card{'' if cards == 1 else 's'} in {decks} deck{'' if decks == 1 else 's'}"
    click.echo(f"{wanted.out}: {wanted.made.label}, {many}", err=True)
    _say(made.losses, wanted.made)
    return 0


def _say(lost: Iterable[Loss], made: DeckFormat) -> None:
    """Print what was lost: each sentence once, with the first of the notes that it concerns."""
    notes: dict[tuple[str, bool], list[str]] = {}
    for loss in lost:
        notes.setdefault((loss.what, loss.left_out), []).append(loss.question)
    for (what, left_out), ids in notes.items():
        named = [note for note in ids if note]
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        where = f"{', '.join(named[:NAMED])}{more}: " if named else ""
        click.echo(f"{made.label} {'leaves out' if left_out else 'loses'}: {where}{what}", err=True)
