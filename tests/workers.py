"""Helpers for tests of sandboxes: a target that does anything, and questions about processes."""

from __future__ import annotations

import os
from pathlib import Path

from app.sandbox import Sandbox

EVAL = "builtins:eval"
STUCK = "__import__('re').match('(a|aa)+$', 'a' * 60 + 'b')"


def worker_pid(sandbox: Sandbox) -> int:
    pid = sandbox.run("__import__('os').getpid()")
    assert isinstance(pid, int)
    return pid


def gone(pid: int) -> bool:
    """Whether the process has ended; nobody may have taken its exit status yet."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return reaped(pid)


def reaped(pid: int) -> bool:
    """Whether nothing of the process is left, not even a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
