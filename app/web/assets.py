"""Our own stylesheets, modules and images, under an address that changes with their content.

Scripts and styles are served as they stand in the folder, line for line, without the comments
that fill lines of their own: a third of what a phone would fetch, and of no use to it.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory
from werkzeug.utils import safe_join

from app.web.access import public

FOLDER = Path(__file__).parent / "static"

# Browsers refuse a module of another type, and systems disagree about these.
TYPES = {".js": "text/javascript", ".css": "text/css", ".webmanifest": "application/manifest+json"}
COMMENTED = frozenset({".js", ".css"})
# Whole lines only. No template literal here spans lines, which tests/web/test_assets.py checks.
COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)$", re.MULTILINE | re.DOTALL)


def install(app: Flask) -> None:
    """Serve the folder at /static/<build>/ and offer ``static_url(name)`` to the templates."""
    for ending, kind in TYPES.items():
        mimetypes.add_type(kind, ending)
    app.extensions["build"] = build_of(FOLDER)
    app.add_url_rule("/static/<build>/<path:name>", endpoint="static", view_func=static)
    app.jinja_env.globals["static_url"] = static_url


def build_of(folder: Path) -> str:
    """Return a short hash of all files below *folder*: names and what is served of them."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = served(path)
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:12]


def served(path: Path) -> bytes:
    """Return what is sent of a file; its lines keep their numbers."""
    if path.suffix not in COMMENTED:
        return path.read_bytes()
    text = path.read_text(encoding="utf-8")
    return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text).encode()


def static_url(name: str) -> str:
    """Return the address of a file below app/web/static."""
    return f"/static/{current_app.extensions['build']}/{name}"


@public
def static(build: str, name: str) -> Response:
    """Send a file. Another build's page gets today's file, but may not keep it."""
    response = _uncommented(name) or send_from_directory(FOLDER, name)
    current = build == current_app.extensions["build"]
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if current else "no-cache"
    )
    return response


def _uncommented(name: str) -> Response | None:
    """Return a script or a style without its comments; None for every other file, and none."""
    found = safe_join(str(FOLDER), name)
    path = Path(found) if found else None
    if path is None or path.suffix not in COMMENTED or not path.is_file():
        return None
    response = Response(served(path), mimetype=TYPES[path.suffix])
    response.add_etag()
    response.make_conditional(request)
    return response
