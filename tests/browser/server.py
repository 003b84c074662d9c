"""The real app behind gunicorn on a loopback port; it can be killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from app.config import ROOT

START_SECONDS = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """One app on one port and one database; *folder* holds its log and secrets.

    *code*: where the app is started from, which another build changes.
    """

    database_url: str
    folder: Path
    port: int = field(default_factory=free_port)
    code: Path = ROOT
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, days_later: int = 0) -> None:
        """Start it, by a clock that is so many days ahead."""
        command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread"]
        command.append("tests.browser.later:app" if days_later else "wsgi:app")
        settings = {
            "DATABASE_URL": self.database_url,
            "INSTANCE_DIR": str(self.folder),
            "SECRET_KEY": "a key for tests only",
            "PORT": str(self.port),
            "DAYS_LATER": str(days_later),
        }
        with (self.folder / "gunicorn.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--threads", "8", "--bind", f"127.0.0.1:{self.port}"],
                cwd=self.code,
                env=os.environ | settings,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that a kill reaches the worker, too
            )
        self._wait_until_up()

    def kill(self) -> None:
        """End master and worker at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.kill()

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        log = (self.folder / "gunicorn.log").read_text(encoding="utf-8")
        raise AssertionError(f"The app did not start:\n{log}")
