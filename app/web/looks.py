"""How the page looks to its reader: attributes of ``<html>`` that the style sheets know."""

from __future__ import annotations

from flask import Flask

from app.models import User
from app.services import looks
from app.services.looks import Looks


def install(app: Flask) -> None:
    """Offer ``looks_of`` to the templates."""
    app.jinja_env.globals["looks_of"] = looks_of


def looks_of(account: User | None) -> Looks:
    """Return what the reader has chosen, the defaults where nobody is logged in."""
    return looks.looks_of(account.preferences) if account else Looks()
