"""How far a command is, on standard error and for somebody who watches it only."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

Item = TypeVar("Item")


def with_progress(items: Sequence[Item], label: str, *, shown: bool = True) -> Iterator[Item]:
    """Yield *items* with a bar beside it, unless nobody watches or there is nothing to do."""
    hidden = not (shown and items and sys.stderr.isatty())
    with click.progressbar(items, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield from bar
