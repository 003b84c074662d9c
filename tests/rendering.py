"""The process that renders for the tests of a worker; starting one takes longer than its work."""

from __future__ import annotations

from functools import cache

from app.sandbox import Sandbox
from app.services.rendering import TARGET


@cache
def kept_sandbox() -> Sandbox:
    """Return it; a busy machine is no fault of what it renders, so that it may take long."""
    return Sandbox(TARGET, seconds=10)
