"""The real service for fault tests: gunicorn with two workers, on a free loopback port."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.config import ROOT
from tests.ports import free_port
from tests.waiting import PATIENCE


@dataclass(frozen=True, slots=True)
class Service:
    """A running gunicorn: its master's process id, and its port."""

    process: subprocess.Popen[bytes]
    port: int

    def call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Make one request on a connection of its own; raises OSError when it is cut off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, path, sent, headers or {})
            reply = connection.getresponse()
            content = reply.read()
            is_json = "json" in reply.headers.get("Content-Type", "")
            return reply.status, json.loads(content) if is_json else content
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()


@contextmanager
def serving(database_url: str, folder: Path, *, workers: int = 2) -> Iterator[Service]:
    """Serve *database_url* until the block ends; the master is ended by its process id."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "INSTANCE_DIR": str(folder),
        "SECRET_KEY": "a key for tests only",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", str(workers), "--threads", "4", "--worker-class", "gthread"]
    options += ["--preload"]  # as `flask demo` serves: a new worker is a fork, not a new import
    with (folder / "gunicorn.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *options, "--graceful-timeout", "3"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    service = Service(process, port)
    try:
        _wait_until_up(service)
        yield service
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_up(service: Service) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if service.call("GET", "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The service did not start; see gunicorn.log in the test's folder.")
