"""The first text of a deck that is begun in the browser."""

from __future__ import annotations


def first_text(title: str) -> str:
    """Return front matter with *title* and nothing else."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'---\ntitle: "{quoted}"\n---\n'
