"""The FSRS set in force. Number 1 is FSRS-6's published defaults; fitted sets come after it."""

from __future__ import annotations

from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.memory import Parameters

DEFAULT = Parameters(number=1, weights=DEFAULT_WEIGHTS)
