"""`flask demo`: a course to look around in, made once and kept."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from app.cli.demo import SIMULATED
from app.cli.serve import server_arguments
from app.config import ROOT, Config
from app.db import Access, Database
from app.models import Card, Deck, Event, Job, LoginSession, Note, User
from app.services import passwords
from app.services.doctor import examine
from app.services.jobs.queue import DAILY
from tests.cli.course import CLEAN, MANY, Site
from tests.ports import free_port
from tests.waiting import PATIENCE, eventually

ACCOUNT_LINE = re.compile(r"  \S+@example\.org +\w{4}-\w{4}-\w{4}(  \(\w+\))?")
Accounts = dict[str, str | None]
ROLES = ["instructor", "assistant", *["student"] * 12]


def fresh(folder: Path) -> Site:
    """Make a site of which nothing is there yet but its content."""
    site = Site(f"sqlite:///{folder / 'new/retain.db'}", folder / "content", folder / "new")
    site.write("chapter9/a.md", "".join(MANY))
    site.write("chapter11/b.md", CLEAN)
    return site


@pytest.fixture
def demo(tmp_path: Path) -> Site:
    return fresh(tmp_path)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Where a demo was started for the first time, and what it printed."""
    folder = tmp_path_factory.mktemp("first")
    result = fresh(folder).run("demo", "--no-serve", "--json")
    assert result.exit_code == 0, result.output
    return folder, result.stdout


@pytest.fixture
def started(first_start: tuple[Path, str], demo: Site) -> Accounts:
    """The passwords of *demo*, which has been started once."""
    shutil.copytree(first_start[0] / "new", demo.instance)
    return told(first_start[1])


@pytest.fixture
def database(demo: Site) -> Iterator[Database]:
    database = Database(demo.url)
    yield database
    database.engine.dispose()


def accounts(site: Site, *arguments: str) -> Accounts:
    result = site.run("demo", "--no-serve", "--json", *arguments)
    assert result.exit_code == 0, result.output
    return told(result.stdout)


def told(output: str) -> Accounts:
    body = json.loads(output)
    assert body["url"] == "http://127.0.0.1:5000"
    assert [account["role"] for account in body["accounts"]] == ROLES
    return {account["email"]: account["password"] for account in body["accounts"]}


def counts(database: Database) -> dict[str, int | None]:
    with database.transaction(Access.READ) as session:
        return {
            kind.__tablename__: session.scalar(select(func.count()).select_from(kind))
            for kind in (User, Deck, Note, Card, Event)
        }


def test_the_first_start_makes_accounts_that_can_log_in(
    started: Accounts, database: Database
) -> None:
    with database.transaction(Access.READ) as session:
        users = {user.email: user for user in session.scalars(select(User))}
    assert set(users) == set(started)
    assert all(user.is_demo for user in users.values())
    for email, password in started.items():
        assert password is not None
        assert passwords.matches(users[email].password_hash, password)
        assert password not in users[email].password_hash


def test_starting_again_keeps_all_data_and_tells_no_password(
    started: Accounts, demo: Site, database: Database
) -> None:
    before = counts(database)
    assert before["event"]
    again = demo.run("demo", "--no-serve")
    assert again.exit_code == 0
    assert not [word for word in started.values() if word and word in again.output]
    assert "@" not in again.output
    assert accounts(demo) == dict.fromkeys(started)
    assert counts(database) == before


def test_new_passwords_replace_the_old_and_end_log_ins(
    started: Accounts, demo: Site, database: Database
) -> None:
    second = accounts(demo, "--new-passwords")
    assert not set(started.values()) & set(second.values())
    with database.transaction(Access.READ) as session:
        hashes = {user.email: user.password_hash for user in session.scalars(select(User))}
        assert not session.scalars(
            select(LoginSession).where(LoginSession.revoked_at.is_(None))
        ).all()
    for email, password in second.items():
        assert password is not None
        assert passwords.matches(hashes[email], password)
        assert not passwords.matches(hashes[email], started[email] or "")


def test_one_account_of_each_role_is_printed_first_each_on_its_line(demo: Site) -> None:
    result = demo.run("demo", "--no-serve")
    lines = result.stdout.splitlines()
    assert lines[0] == "Retain: http://127.0.0.1:5000"
    assert [line.split()[-1] for line in lines[2:5]] == ["(instructor)", "(assistant)", "(student)"]
    named = [line for line in lines if "@" in line]
    assert all(ACCOUNT_LINE.fullmatch(line) for line in named)
    assert (
        len({line.split()[0] for line in named}) == len({line.split()[1] for line in named}) == 14
    )
    assert lines[-1] == SIMULATED
    assert "simulated" in SIMULATED


def test_accounts_that_are_missing_are_added_and_nothing_is_lost(
    started: Accounts, demo: Site, database: Database
) -> None:
    kept = ["instructor@example.org", "anna@example.org"]
    with database.transaction() as session:
        session.execute(delete(User).where(User.email.not_in(kept)))
        before = list(session.execute(select(Event.student_id, Event.id)))
    result = demo.run("demo", "--no-serve")
    assert result.stdout.count("@") == 12
    assert "anna@" not in result.stdout
    with database.transaction(Access.READ) as session:
        hashes = {user.email: user.password_hash for user in session.scalars(select(User))}
        after = set(session.execute(select(Event.student_id, Event.id)))
    assert len(hashes) == 14
    assert all(passwords.matches(hashes[email], started[email] or "") for email in kept)
    assert before
    assert set(before) < after


def test_the_history_is_sound(started: Accounts, database: Database) -> None:
    with database.transaction(Access.READ) as session:
        examined = examine(session)
        answered = session.scalar(select(func.max(Event.answered_at)))
        received = session.scalar(select(func.max(Event.received_at)))
    assert examined.faults == ()
    assert examined.students == 12
    assert answered == received


def test_a_broken_file_is_told_and_what_was_served_stays(
    started: Accounts, demo: Site, database: Database
) -> None:
    before = counts(database)
    file = demo.write("chapter11/b.md", "---\ntitel: x\n---\n" + CLEAN)
    result = demo.run("demo", "--no-serve")
    assert result.exit_code == 0
    assert f"{file}:2:1: unknown-key" in result.stderr
    assert counts(database) == before


def test_a_guard_is_told_and_never_asked(started: Accounts, demo: Site, database: Database) -> None:
    demo.write("chapter9/a.md", "".join(MANY[:4]))
    result = demo.run("demo", "--no-serve")
    assert result.exit_code == 0
    assert "Needs a confirmation" in result.stderr
    with database.transaction(Access.READ) as session:
        retired = select(func.count()).where(Note.retired_at.is_not(None))
        assert session.scalar(retired) == 0


def test_without_content_there_is_still_something_to_log_in_to(
    demo: Site, database: Database
) -> None:
    result = demo.run("demo", "--no-serve", CONTENT_DIR=str(demo.content / "nowhere"))
    assert result.exit_code == 0
    assert "unreadable" in result.stderr
    assert counts(database)["user"] == len(ROLES)
    accounts(demo)
    assert counts(database)["event"]


def test_a_port_that_is_taken_is_told_with_another(demo: Site) -> None:
    port = free_port()
    with closing(socket.create_server(("127.0.0.1", port))):
        result = demo.run("demo", PORT=str(port))
    assert result.exit_code == 1
    assert f"PORT={port + 1} make run" in result.stderr
    assert not demo.instance.exists()


def test_an_ipv6_address_is_bound_in_brackets() -> None:
    config = Config("sqlite://", "key", Path(), "http://[::1]:5000", host="::1")
    assert "--bind=[::1]:5000" in server_arguments(config)


def test_it_serves_and_works_until_ctrl_c(
    started: Accounts, demo: Site, database: Database, tmp_path: Path
) -> None:
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": demo.url,
        "CONTENT_DIR": str(demo.content),
        "INSTANCE_DIR": str(demo.instance),
        "PORT": str(port),
    }
    log = tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "demo"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        assert page(f"http://127.0.0.1:{port}/login", process)
        eventually(lambda: jobs_are_done(database))
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert f"http://127.0.0.1:{port}" in log.read_text()
    assert "Traceback" not in log.read_text()
    eventually(lambda: has_ended(process.pid))


def page(url: str, process: subprocess.Popen[bytes]) -> bool:
    start = time.monotonic()
    while time.monotonic() - start < 60 and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                return b"<form" in reply.read()
        except OSError:
            time.sleep(0.1)
    return False


def jobs_are_done(database: Database) -> bool:
    """Tell whether the worker has done the day's jobs; they may queue further ones."""
    done = select(func.count()).where(Job.finished_at.is_not(None), Job.kind.in_(DAILY))
    with database.transaction(Access.READ) as session:
        return session.scalar(done) == len(DAILY)


def has_ended(group: int) -> bool:
    """Tell whether no process of *group* is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
