"""``flask deck lock``: write down which uid each card has, beside the deck files."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath

import click

from app.cli.deck_store import in_words, open_database
from app.config import from_environment
from app.db import Access, Database
from app.decks.lock import NAME, LockedNote, write
from app.services.decks.locking import locked_notes
from app.services.decks.store import course_of


@click.command(short_help="Write lock files for new servers and forks.")
@click.argument("course")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def lock(course: str, folder: Path | None) -> None:
    """Write a deck.lock beside the deck files of COURSE, the slug of an offering.

    FOLDER is the content folder that the decks were applied from; CONTENT_DIR if it is left
    out. A server that takes the files in for the first time gives every card the uid that it
    has here, so that exports and re-imports agree. A single server needs no lock file.

    \b
    Example:
      flask deck lock crm
      flask deck lock crm my-notes
    """
    content = folder or from_environment().content_dir
    with in_words():
        written, missing = write_locks(open_database(), course, content)
    for path, notes in written.items():
        click.echo(f"{path}: {notes} notes")
    for key in missing:
        click.echo(f"{key}: no such file in {content}; its cards are not locked.", err=True)
    if not written:
        raise click.ClickException(
            "There was nothing to lock. Name the folder that the decks were applied from."
        )


def write_locks(
    database: Database, course: str, content: Path
) -> tuple[dict[Path, int], list[str]]:
    """Write the lock files of *course* below *content*.

    Returns how many notes each file holds, and the keys of the decks that have no file there.
    Raises UnknownOffering and Unavailable.
    """
    with database.transaction(Access.READ) as session:
        notes = locked_notes(session, course_of(session, course).id)
    of_folder: dict[str, list[LockedNote]] = defaultdict(list)
    missing = set()
    for note in notes:
        if (content / note.path).is_file():
            parent = PurePosixPath(note.path).parent.as_posix()
            of_folder["" if parent == "." else parent].append(note)
        else:
            missing.add(note.path)
    for name, found in of_folder.items():
        _write(content / name / NAME, write(found, name))
    written = {content / name / NAME: len(found) for name, found in sorted(of_folder.items())}
    return written, sorted(missing)


def _write(path: Path, text: str) -> None:
    """Replace the file as a whole, so that nobody ever reads half of one."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="ascii")
    new.replace(path)
