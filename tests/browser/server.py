"""The real app behind gunicorn on a loopback port; it can be killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from app.config import ROOT
from tests.ports import free_port
from tests.waiting import PATIENCE


@dataclass
class Server:
    """One app on one port and one database; *folder* holds its log and secrets.

    *code*: where the app is started from, which another build changes.
    """

    database_url: str
    folder: Path
    port: int = field(default_factory=free_port)
    code: Path = ROOT
    days_later: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, days_later: int = 0) -> None:
        """Start it, by a clock that is so many days ahead."""
        self.days_later = days_later
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
                [*command, "--threads", "8", "--bind", f"127.0.0.1:{self.port}", "--preload"],
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

    def freeze(self) -> None:
        """Stop master and worker where they are: whoever asks gets no answer, and no refusal."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGCONT)

    def end_worker(self) -> None:
        """End the worker at once; its master forks another, which remembers nothing."""
        if self.process is not None:
            self.thaw()  # a test that failed may have left it frozen
            workers = psutil.Process(self.process.pid).children()
            for worker in workers:
                worker.kill()
            psutil.wait_procs(workers, timeout=PATIENCE)

    def ensure_up(self) -> None:
        """Start unless it runs as it began, and wait for its worker."""
        if self.code != ROOT or self.days_later:
            self.stop()
            self.code = ROOT
        if self.process is None:
            self.start()
        else:
            self._wait_until_up()

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + PATIENCE
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
