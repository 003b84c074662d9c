"""What the service worker keeps: pages of nobody, and the worker itself."""

from __future__ import annotations

import json
import re

import pytest

from app.web.assets import FOLDER, served
from tests.web.browser import Browser

SHELLS = ["/study-shell", "/study-shell?mode=exam&grades=4&keys=off", "/offline"]


@pytest.mark.parametrize("path", SHELLS)
def test_a_shell_is_the_same_for_everybody_and_names_nobody(
    ann: Browser, visitor: Browser, path: str
) -> None:
    page = ann.get(path)
    assert page.status_code == 200
    assert page.text == visitor.get(path).text
    assert "Set-Cookie" not in page.headers
    assert 'name="csrf-token" content=""' in page.text
    for word in ("ann@example.org", "Ann", "Log in</a>", "Log out", 'name="account"'):
        assert word not in page.text.replace('id="trouble-login"', "").replace(
            "hidden>Log in</a>", ""
        )


def test_a_shell_has_the_buttons_and_keys_that_it_is_asked_for(visitor: Browser) -> None:
    two, four = visitor.get("/study-shell").text, visitor.get("/study-shell?grades=4").text
    assert re.findall(r'data-rating="(\d)"', two) == ["1", "3"]
    assert re.findall(r'data-rating="(\d)"', four) == ["1", "2", "3", "4"]
    assert 'data-single-keys="true"' in two
    assert 'data-single-keys="false"' in visitor.get("/study-shell?keys=off").text
    assert 'data-mode="exam"' in visitor.get("/study-shell?mode=exam").text
    assert 'data-mode="schedule"' in visitor.get("/study-shell?mode=<x>").text


def test_a_shell_names_every_module_that_it_may_load(visitor: Browser) -> None:
    text = visitor.get("/study-shell").text
    named = set(re.findall(r'(?:src|href)="[^"]*/js/([a-z/]+)\.js"', text))
    late = {
        name
        for module in named
        for name in re.findall(r'await import\("\./([a-z]+)\.js"\)', source(module))
    }
    assert late
    assert late <= named


def source(module: str) -> str:
    return served(FOLDER / "js" / f"{module}.js").decode()


def test_the_worker_is_asked_for_anew_and_carries_its_build(visitor: Browser) -> None:
    reply = visitor.get("/sw.js")
    build = visitor.client.application.extensions["build"]
    assert reply.mimetype == "text/javascript"
    assert reply.headers["Cache-Control"] == "no-cache"
    assert reply.headers["Service-Worker-Allowed"] == "/"
    assert reply.text.startswith(f'const BUILD = "{build}";\n')


def test_the_manifest_names_icons_that_are_there(visitor: Browser) -> None:
    reply = visitor.get("/manifest.webmanifest")
    assert reply.mimetype == "application/manifest+json"
    body = json.loads(reply.text)
    assert (body["start_url"], body["scope"], body["display"]) == ("/", "/", "standalone")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in body["icons"]}
    for icon in body["icons"]:
        picture = visitor.get(icon["src"])
        assert picture.status_code == 200
        assert picture.mimetype == icon["type"]
        picture.close()


def test_every_page_names_the_manifest(visitor: Browser) -> None:
    assert '<link rel="manifest" href="/manifest.webmanifest">' in visitor.get("/").text
