"""Waiting for what happens in another process: until it has, on a busy machine too."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 40.0  # seconds; nothing is said of how long it should take


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Return once *holds* does; raises AssertionError after so many *seconds*."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)
