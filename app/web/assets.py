"""Our own stylesheets, modules and images, under an address that changes with their content.

Scripts and styles are sent with what they import in one file, without what is written for readers
(`bundling`), and packed where the browser takes it.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory

from app.web.access import public
from app.web.bundling import bundled

FOLDER = Path(__file__).parent / "static"

# Browsers refuse a module of another type, and systems disagree about these.
TYPES = {".js": "text/javascript", ".css": "text/css", ".webmanifest": "application/manifest+json"}

BUNDLED = frozenset({".js", ".css"})
KEPT_FILES = 256


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
    if Path(name).suffix in BUNDLED:
        response = _lean(response, FOLDER / name)
    current = build == current_app.extensions["build"]
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if current else "no-cache"
    )
    return response


def served(path: Path) -> bytes:
    """Return what is sent of a file, unpacked."""
    return bundled(path).encode() if path.suffix in BUNDLED else path.read_bytes()


def _lean(whole: Response, path: Path) -> Response:
    """Return what is sent of *path*, under the type of the *whole* file."""
    changed = max(other.stat().st_mtime_ns for other in FOLDER.rglob(f"*{path.suffix}"))
    plain, packed = _sent(path, changed)
    takes_packed = request.accept_encodings.quality("gzip") > 0
    response = Response(packed if takes_packed else plain, mimetype=whole.mimetype)
    response.headers["Vary"] = "Accept-Encoding"
    if takes_packed:
        response.headers["Content-Encoding"] = "gzip"
    whole.close()
    return response


@lru_cache(maxsize=KEPT_FILES)
def _sent(path: Path, _changed: int) -> tuple[bytes, bytes]:
    """Return what is sent of a file, plain and packed; kept until any file changes."""
    plain = served(path)
    return plain, gzip.compress(plain, mtime=0)
