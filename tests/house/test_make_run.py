"""The two commands of the README, run for real."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


@contextmanager
def made_run(checkout: Path, log: Path, **environment: str) -> Iterator[str]:
    """Run ``make run`` in *checkout* on a free port; give its address, and end it after."""
    port = free_port()
    kept = {name: os.environ[name] for name in os.environ if name in KEPT or "PIP" in name}
    with log.open("w") as output:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=checkout,
            env=kept | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def seconds_until_served(address: str, log: Path, limit: float) -> float:
    start = time.monotonic()
    while time.monotonic() - start < limit:
        try:
            with urllib.request.urlopen(f"{address}/login", timeout=5) as page:
                assert b"<form" in page.read()
                return time.monotonic() - start
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"no log-in page after {limit} s:\n{log.read_text()}")


@pytest.mark.timeout(300)
def test_make_run_serves_the_demo_and_the_second_time_keeps_it(tmp_path: Path) -> None:
    log, instance = tmp_path / "log", {"INSTANCE_DIR": str(tmp_path / "instance")}
    with made_run(ROOT, log, **instance) as address:
        seconds_until_served(address, log, limit=150)
        first = log.read_text()
    assert address in first
    with made_run(ROOT, log, **instance) as address:
        seconds_until_served(address, log, limit=PATIENCE)
        second = log.read_text()
    passwords = [line for line in first.splitlines() if "@" in line]
    assert passwords
    assert not set(passwords) & set(second.splitlines())


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_fresh_clone_serves_within_two_minutes(tmp_path: Path) -> None:
    clone, log = tmp_path / "clone", tmp_path / "log"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    with made_run(clone, log, PIP_NO_CACHE_DIR="1") as address:
        assert seconds_until_served(address, log, limit=200) <= 120
    with made_run(clone, log) as address:
        assert seconds_until_served(address, log, limit=60) <= 8
