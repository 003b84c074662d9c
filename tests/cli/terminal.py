"""A terminal in which ``flask …`` runs, with the real application behind it."""

from __future__ import annotations

from dataclasses import dataclass

from click.testing import Result

from app.config import Config
from tests.application import application


@dataclass(frozen=True)
class Terminal:
    """Runs commands with these settings."""

    config: Config

    def run(self, *arguments: str, typed: str | bytes = "") -> Result:
        """Run ``flask ARGUMENTS``; *typed* is its standard input."""
        with application(self.config) as app:
            return app.test_cli_runner().invoke(args=arguments, input=typed)
