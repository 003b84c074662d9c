"""A database with one course, and a content folder, for the commands that need both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli.deck import deck
from app.cli.demo import demo
from app.db import Database
from app.services import accounts, offerings

COMMANDS = {"deck": deck, "demo": demo}
CLEAN = "Q: What is churn?\nA: Losing customers.\n\nQ: What is loyalty?\nA: Coming back.\n"
MANY = [f"Q: What is question {n}?\nA: The question {n}.\n\n" for n in range(10)]


@dataclass(frozen=True, slots=True)
class Site:
    """What the environment of a command names."""

    url: str
    content: Path
    instance: Path

    def run(self, command: str, *arguments: str | Path, **environment: str) -> Result:
        env = {
            "DATABASE_URL": self.url,
            "CONTENT_DIR": str(self.content),
            "INSTANCE_DIR": str(self.instance),
            "SECRET_KEY": "for tests only",
            "HOST": "127.0.0.1",
            "BASE_URL": None,
        }
        runner = CliRunner(env=env | environment)
        return runner.invoke(COMMANDS[command], [str(argument) for argument in arguments])

    def write(self, name: str, text: str) -> Path:
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file


def make_site(url: str, folder: Path) -> Site:
    """Make the course "crm" in a database that has tables, and an empty content folder."""
    database = Database(url)
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with database.transaction() as session:
        owner = accounts.create(session, accounts.NewAccount("i@example.org", "Ines", "!"), now)
        offerings.create(session, "crm", "Customer relationships", owner, now)
    database.engine.dispose()
    content = folder / "content"
    content.mkdir()
    return Site(url, content, folder / "instance")
