"""Our own stylesheets, modules and images, under an address that changes with their content."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from flask import Flask, Response, current_app, send_from_directory

from app.web.access import public

FOLDER = Path(__file__).parent / "static"

# Browsers refuse a module of another type, and systems disagree about these.
TYPES = {".js": "text/javascript", ".css": "text/css", ".webmanifest": "application/manifest+json"}


def install(app: Flask) -> None:
    """Serve the folder at /static/<build>/ and offer ``static_url(name)`` to the templates."""
    for ending, kind in TYPES.items():
        mimetypes.add_type(kind, ending)
    app.extensions["build"] = build_of(FOLDER)
    app.add_url_rule("/static/<build>/<path:name>", endpoint="static", view_func=static)
    app.jinja_env.globals["static_url"] = static_url


def build_of(folder: Path) -> str:
    """Return a short hash of all files below *folder*: names and contents."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:12]


def static_url(name: str) -> str:
    """Return the address of a file below app/web/static."""
    return f"/static/{current_app.extensions['build']}/{name}"


@public
def static(build: str, name: str) -> Response:
    """Send a file. Another build's page gets today's file, but may not keep it."""
    response = send_from_directory(FOLDER, name)
    current = build == current_app.extensions["build"]
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if current else "no-cache"
    )
    return response
