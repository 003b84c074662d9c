"""A terminal in which ``flask …`` runs, with the real application behind it."""

from __future__ import annotations

from dataclasses import dataclass

from click.testing import Result

from app import create_app
from app.config import Config


@dataclass(frozen=True)
class Terminal:
    """Runs commands with these settings, each in a new application."""

    config: Config

    def run(self, *arguments: str, typed: str | bytes = "") -> Result:
        """Run ``flask ARGUMENTS``; *typed* is its standard input."""
        app = create_app(self.config)
        try:
            return app.test_cli_runner().invoke(args=arguments, input=typed)
        finally:
            app.extensions["database"].engine.dispose()
