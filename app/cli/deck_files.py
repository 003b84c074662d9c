"""The files that ``deck check``, ``show``, ``suggest`` and ``fmt`` are given."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.progress import with_progress
from app.content import MAX_FILE, Beside, ContentFile, Unreadable, read_files
from app.decks import decode, parse
from app.decks.check import check
from app.decks.diagnostics import CODES
from app.decks.model import Deck, Diagnostic, FrontMatter, Parsed
from app.services.formulas import check_formulas
from app.services.media.files import load_pictures

SLOW_FILES = 200  # more take longer than a second


def parse_paths(paths: Sequence[Path]) -> list[Parsed]:
    """Return what every Markdown file of *paths* holds; without any it is a usage error."""
    files = files_of(paths)
    watched = with_progress(files, "Parsing", shown=len(files) > SLOW_FILES)
    return [_parse_file(file) for file in watched]


def files_of(paths: Sequence[Path]) -> list[ContentFile | Unreadable]:
    """Return every Markdown file of *paths*; without any it is a usage error."""
    files = list(read_files(paths))
    if not files:
        names = ", ".join(path.as_posix() for path in paths)
        raise click.UsageError(f"There is no Markdown file (*.md) in {names}.")
    return files


def text_of(file: ContentFile | Unreadable, faults: list[Diagnostic]) -> str | None:
    """Return the text of *file*; None, and the reason among *faults*, if it has none."""
    if isinstance(file, Unreadable):
        faults.append(_fault(file))
        return None
    text, found = decode(file.data, file.path)
    broken = [fault for fault in found if fault.severity == "error"]
    faults += broken
    return None if broken else text


def diagnose(parsed: Sequence[Parsed]) -> tuple[Diagnostic, ...]:
    """Return all diagnostics: between the cards, of formulas and of pictures, too."""
    pictures = load_pictures(parsed, Path())
    return tuple(sorted((*check(parsed), *check_formulas(parsed), *pictures.faults)))


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether any diagnostic is an error."""
    return any(found.severity == "error" for found in diagnostics)


def _parse_file(file: ContentFile | Unreadable) -> Parsed:
    if isinstance(file, Unreadable):
        return Parsed(Deck(file.path, FrontMatter()), (_fault(file),))
    text, faults = decode(file.data, file.path)
    parsed = parse(text, file.path, files=Beside(Path()))
    return dataclasses.replace(parsed, diagnostics=tuple(sorted((*faults, *parsed.diagnostics))))


def _fault(file: Unreadable) -> Diagnostic:
    hint = f"A deck file is readable and at most {MAX_FILE // 1024} kB."
    return Diagnostic(file.path, 1, 1, file.code, CODES[file.code], file.reason, hint)
