"""Pictures: which files a deck shows, and whether they are there."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from app.decks.blocks.nodes import Node
from app.decks.blocks.source import raw_column
from app.decks.diagnostics import Report
from app.decks.marks.prepare import inlines
from app.decks.model import Picture
from app.decks.rendering.html import is_local_picture


def report_images(
    nodes: Sequence[Node], report: Report, files: Container[str] | None
) -> tuple[Picture, ...]:
    """Report the pictures in *nodes* that are not the deck's own, or not among *files*.

    *files* are paths as the deck's own: its folder and what is written in the deck make one.
    None means that nobody knows which files there are. Returns the pictures to be shown.
    """
    shown: list[Picture] = []
    folder = PurePosixPath(report.path).parent
    for node in nodes:
        for inline in () if node.fault else inlines(node):
            for address, place in inline.images:
                if not is_local_picture(address):
                    message = f"the picture “{address[:60]}” is not in the deck's folder"
                    hint = "Put the file into the folder of the deck; others are never shown."
                    report.add("foreign-image", place, message, hint)
                    continue
                key = str(folder / unquote(address))
                if files is not None and key not in files:
                    message = f"there is no file “{unquote(address)[:60]}”"
                    hint = "Names are relative to the deck's folder, and capitals count."
                    report.add("missing-image", place, message, hint)
                    continue
                column = raw_column(report.line(place.line), place.column)
                shown.append(Picture(address, key, place.line, column))
    return tuple(shown)
