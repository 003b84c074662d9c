"""How long do others wait while the server reads hostile texts? A real server, on loopback.

    python -m bench.meanwhile [OUT.json] [DATA]

One client is an instructor: each text becomes the course's only file, the plan of taking it in is
opened and, if it may be, published. The other opens its home page, again and again. DATA is as in
`bench.bad_input`; of its families of many short texts every 20th is taken, of the others each.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from http import HTTPStatus
from pathlib import Path
from socket import create_server
from typing import Any
from urllib.parse import urlencode

from app.cli.serve import server_arguments
from app.clock import utc_now
from app.config import ROOT, from_environment
from app.db import Access, Database
from app.services import accounts, login_sessions, offerings, schema
from app.services.decks.paths import record_path
from app.services.decks.store import course_of
from bench.bad_input import asked, texts

MANY = {"xss": 20, "blns": 20, "dompurify": 20}
"""Of these families only every so-manieth text: they are short, and much alike."""

QUIET = 15.0  # seconds in which nothing hostile happens, before and for comparison
PAUSE = 0.01  # seconds between two requests of the one who waits
MOST = 0.3  # seconds: the 99th percentile's bound

_FIELD = re.compile(r'name="(csrf_token|digest)"[^>]*value="([^"]*)"')


def main() -> None:
    out, folder = asked()
    if folder is None:
        return
    with tempfile.TemporaryDirectory() as name, _served(Path(name)) as (port, tokens, content):
        document = _measure(port, tokens, content / "x.md", list(_chosen(folder)))
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n")


def _chosen(folder: Path) -> Iterator[tuple[str, str]]:
    for number, (name, text) in enumerate(texts(folder)):
        if number % MANY.get(name.split()[0], 1) == 0:
            yield name, text


@contextmanager
def _served(place: Path) -> Iterator[tuple[int, tuple[str, str], Path]]:
    """Serve a new course as ``make run`` does: yield its port, two log-ins and its folder."""
    content = place / "content"
    content.mkdir()
    config = replace(
        from_environment({}),
        database_url=f"sqlite:///{place}/retain.db",
        content_dir=content,
        instance_dir=place,
        port=_free_port(),
    )
    tokens = _course(config.database_url, content)
    settings = {
        "DATABASE_URL": config.database_url,
        "CONTENT_DIR": str(content),
        "INSTANCE_DIR": str(place),
        "SECRET_KEY": "a key for measuring only",
        "PORT": str(config.port),
    }
    with (
        (place / "server.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, *server_arguments(config)],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            yield config.port, tokens, content
        finally:
            server.terminate()


def _free_port() -> int:
    with create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _course(url: str, content: Path) -> tuple[str, str]:
    """Make a course and two accounts; return their log-ins, the instructor's first."""
    database = Database(url)
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    now = utc_now()
    with database.transaction() as session:
        owner = accounts.create(session, accounts.NewAccount("i@example.org", "I", "!"), now)
        other = accounts.create(session, accounts.NewAccount("s@example.org", "S", "!"), now)
        offerings.create(session, "crm", "CRM", owner, now)
        record_path(session, course_of(session, "crm").id, content, content)
        found = login_sessions.begin(session, owner, now), login_sessions.begin(session, other, now)
    database.engine.dispose()
    return found


@dataclass(slots=True)
class Client:
    """A browser that is logged in; *times* are those of its answers, in seconds."""

    port: int
    token: str
    times: list[float] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """GET *path*, or POST *form* to it; return the status and the page."""
        cookies = {"retain": self.token, **self.cookies}
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        body = None if form is None else urlencode(form)
        connection.request("POST" if form is not None else "GET", path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        self.times.append(time.perf_counter() - began)
        for value in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return answer.status, page


def _measure(
    port: int, tokens: tuple[str, str], file: Path, hostile: list[tuple[str, str]]
) -> dict[str, Any]:
    author, other = (Client(port, token) for token in tokens)
    _wait_until_up(other)
    done = threading.Event()
    waiting = threading.Thread(target=_keep_asking, args=(other, done), daemon=True)
    waiting.start()
    time.sleep(QUIET)
    quiet = len(other.times)
    published = sum(_take_in(author, file, text) for _, text in hostile)
    done.set()
    waiting.join()
    before, meanwhile = other.times[:quiet], other.times[quiet:]
    print(
        f"{len(hostile)} texts, {published} of them published, {len(author.times)} requests, the "
        f"slowest {max(author.times):.2f} s. Others meanwhile: {len(meanwhile)} requests, median "
        f"{_at(meanwhile, 0.5):.0f} ms, p99 {_at(meanwhile, 0.99):.0f} ms (the aim is "
        f"{MOST * 1000:.0f}), at most {_at(meanwhile, 1):.0f} ms; before: median "
        f"{_at(before, 0.5):.0f} ms, p99 {_at(before, 0.99):.0f} ms"
    )
    return {
        "texts": len(hostile), "published": published, "slowest": max(author.times),
        "p50": _at(meanwhile, 0.5), "p99": _at(meanwhile, 0.99), "most": _at(meanwhile, 1),
        "requests": len(meanwhile), "quiet_p50": _at(before, 0.5), "quiet_p99": _at(before, 0.99),
    }  # fmt: skip


def _wait_until_up(client: Client) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if client.ask("/")[0] == HTTPStatus.OK:
                client.times.clear()
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def _keep_asking(client: Client, done: threading.Event) -> None:
    while not done.is_set():
        status, _ = client.ask("/")
        assert status == HTTPStatus.OK, status
        time.sleep(PAUSE)


def _take_in(client: Client, file: Path, text: str) -> bool:
    """Let the server plan *text*, and publish it if it may be; return whether it was."""
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    status, page = client.ask("/author/crm/plan")
    assert status == HTTPStatus.OK, page[:500]
    fields = {name: unescape(value) for name, value in _FIELD.findall(page)}
    if "digest" not in fields:
        return False
    status, page = client.ask("/author/crm/plan", {**fields, "confirmed": "y"})
    assert status in {HTTPStatus.SEE_OTHER, HTTPStatus.FOUND, HTTPStatus.CONFLICT}, page[:2000]
    return status != HTTPStatus.CONFLICT


def _at(times: list[float], share: float) -> float:
    """Return the quantile *share* of *times*, in milliseconds."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000


if __name__ == "__main__":
    main()
