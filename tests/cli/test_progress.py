"""A bar for whoever watches a command, and none in a log."""

from __future__ import annotations

import io
import sys

import pytest

from app.cli.progress import with_progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "items", "shown", "bar"),
    [
        (Screen(), [1, 2], True, "Indexing"),
        (Screen(), [1, 2], False, ""),
        (Screen(), [], True, ""),
        (io.StringIO(), [1, 2], True, ""),
    ],
    ids=["watched", "quick", "nothing to do", "a log"],
)
def test_the_bar_is_for_somebody_who_waits(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, items: list[int], shown: bool, bar: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(with_progress(items, "Indexing", shown=shown)) == items
    said = stream.getvalue()
    assert bar in said
    assert bool(said) is bool(bar)
