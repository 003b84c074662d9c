"""What servers load: an application that is ready, and whose objects are collected no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.config import ROOT

KEPT = "import gc, wsgi; print(gc.get_freeze_count(), len(gc.get_objects()))"


def test_garbage_collections_leave_out_what_starting_made(tmp_path: Path) -> None:
    place = {"DATABASE_URL": f"sqlite:///{tmp_path / 'retain.db'}", "INSTANCE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", KEPT],
        cwd=ROOT,
        env=os.environ | place | {"SECRET_KEY": "a key for tests only"},
        check=True,
        capture_output=True,
        text=True,
    )
    frozen, collected = map(int, done.stdout.split())
    assert frozen > 100 * collected
