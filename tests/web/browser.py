"""What a browser does by itself: keep cookies, send forms with their token and its Origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "tide lamp orchard"
TOKEN = re.compile(r'<meta name="csrf-token" content="([0-9a-f]+)">')


@dataclass
class Browser:
    """One browser on one machine. *environ* is what the server sees of its connection."""

    client: FlaskClient
    origin: str = "http://localhost"
    environ: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Visit a page."""
        return self.client.get(
            path, base_url=self.origin, headers=_named(headers), environ_overrides=self.environ
        )

    def token(self) -> str:
        """Return the CSRF token of the page that is open."""
        found = TOKEN.search(self.get("/").text)
        assert found, "the page carries no token"
        return found[1]

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str) -> TestResponse:
        """Send a form of ours."""
        return self.send(path, {"csrf_token": self.token()} | (fields or {}), **headers)

    def send(self, path: str, fields: dict[str, Any], **headers: str) -> TestResponse:
        """Send these fields and nothing else, as a page of ours would."""
        ours = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        return self.client.post(
            path,
            base_url=self.origin,
            data=fields,
            headers=ours | _named(headers),
            environ_overrides=self.environ,
        )

    def sign_up(self, email: str, **fields: str) -> TestResponse:
        """Make an account and be logged in."""
        form = {"name": "Ann Example", "email": email, "password": PASSWORD, "next": "/"}
        return self.post("/signup", form | fields)

    def log_in(self, email: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Log in."""
        return self.post("/login", {"email": email, "password": password, "next": "/"} | fields)

    def cookie(self, name: str = "retain") -> str | None:
        """Return the value of a cookie."""
        found = self.client.get_cookie(name, domain=urlsplit(self.origin).hostname or "")
        return None if found is None else found.value

    def is_logged_in(self) -> bool:
        """Tell whether the server knows who this is."""
        return self.get("/api/v1/session").status_code == 200


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
