"""/sw.js, the shells that it keeps without anybody's data, and the manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _

from app.services.study_keys import keys_of
from app.web.access import public
from app.web.assets import FOLDER, served, static_url
from app.web.languages import preferred

blueprint = Blueprint("offline", __name__)

WORKER = FOLDER / "js" / "sw.js"
ACCENT = "#17594f"
PAPER = "#ffffff"
PICTURES = (192, 512)  # pixels; what Chromium asks of an app that can be installed


@dataclass(frozen=True, slots=True)
class AnyCourse:
    """Stands in the shell for a course that the page's script fills in."""

    title: str = "…"


@dataclass(frozen=True, slots=True)
class AnyOffering:
    """As AnyCourse; its links are written anew by the script."""

    slug: str = "-"
    course: AnyCourse = field(default_factory=AnyCourse)


@dataclass(frozen=True, slots=True)
class AnyStudent:
    """What a shell says about its reader: which buttons and keys there are, and nothing else."""

    four_grades: bool
    single_keys: bool
    id: str = ""
    zone: str = "UTC"


@blueprint.get("/sw.js")
@public
def worker() -> Response:
    """Send the service worker; its text changes with the build, which makes browsers renew it."""
    build = json.dumps(current_app.extensions["build"])
    response = Response(
        f"const BUILD = {build};\n".encode() + served(WORKER), mimetype="text/javascript"
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@blueprint.get("/study-shell")
@public
def study_shell() -> str:
    """Show the study page of nobody and no course, for the service worker to keep.

    ``?mode=exam`` has the words of exam mode, ``?grades=4`` four grades, ``?keys=off`` no keys,
    ``?typing=on`` no word on typing answers, ``?lang=`` a language other than the browser's.
    """
    student = AnyStudent(
        four_grades=request.args.get("grades") == "4",
        single_keys=request.args.get("keys") != "off",
    )
    return _for_nobody(
        "study/page.html",
        offering=AnyOffering(),
        student=student,
        mode="exam" if request.args.get("mode") == "exam" else "schedule",
        exam=None,
        deck=None,
        typing=request.args.get("typing") == "on",
        keys=keys_of({}, four_grades=student.four_grades),  # the script fills in the reader's
    )


@blueprint.get("/offline")
@public
def page() -> str:
    """Say that there is no connection, and what can be studied all the same."""
    return _for_nobody("offline/page.html")


@blueprint.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Describe the app that a browser can install."""
    drawing = {"src": static_url("img/mark.svg"), "type": "image/svg+xml", "sizes": "any"}
    pictures = [
        {
            "src": static_url(f"img/icon-{size}.png"),
            "type": "image/png",
            "sizes": f"{size}x{size}",
            "purpose": purpose,
        }
        for size in PICTURES
        for purpose in ("any", "maskable")
    ]
    body = {
        "id": "/",
        "name": "Retain",
        "short_name": "Retain",
        "description": _("Lecture notes you keep"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": ACCENT,
        "background_color": PAPER,
        "icons": [drawing, *pictures],
    }
    response = Response(json.dumps(body), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _for_nobody(template: str, **values: object) -> str:
    """Render a page that the worker keeps, in the language that its address names, if any."""
    asked = request.args.get("lang")
    if asked is None:
        return render_template(template, nobody=True, **values)
    with force_locale(preferred([asked]).replace("-", "_")):
        return render_template(template, nobody=True, **values)
