from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from app.web.assets import FOLDER, build_of, served
from app.web.bundling import without_comments
from tests.web.browser import Browser

FILES = sorted(p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.is_file())
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_kept_for_a_year_under_its_build(visitor: Browser, name: str) -> None:
    build = visitor.client.application.extensions["build"]
    reply = visitor.get(f"/static/{build}/{name}")
    assert reply.data == served(FOLDER / name)
    assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reply.mimetype == TYPES.get(Path(name).suffix, reply.mimetype)
    assert "Set-Cookie" not in reply.headers
    reply.close()


def test_a_page_of_another_build_gets_the_file_but_not_for_long(visitor: Browser) -> None:
    reply = visitor.get(f"/static/0123456789ab/{FILES[0]}")
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"] == "no-cache"
    reply.close()


def test_pages_name_files_that_exist(visitor: Browser) -> None:
    build = visitor.client.application.extensions["build"]
    named = visitor.get("/signup").text.split(f"/static/{build}/")[1:]
    assert named
    assert {text.partition('"')[0] for text in named} <= set(FILES)


@pytest.mark.parametrize(
    "name",
    ["../web/headers.py", "..%2fheaders.py", "css/../../headers.py", "%00", "css", "/etc/passwd"],
)
def test_nothing_outside_the_folder_is_served(visitor: Browser, name: str) -> None:
    assert visitor.get(f"/static/x/{name}").status_code in (308, 400, 404)


def test_the_build_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    first = build_of(tmp_path)
    assert build_of(tmp_path) == first
    (tmp_path / "a.css").write_text("b {}")
    second = build_of(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, second, build_of(tmp_path)}) == 3


def test_no_text_in_a_module_has_several_lines() -> None:
    lines = [line for name in FILES if name.endswith(".js") for line in lines_of(name)]
    assert [line for line in lines if line.count("`") % 2] == []


def lines_of(name: str) -> list[str]:
    return without_comments((FOLDER / name).read_text("utf-8"), ".js").splitlines()


def test_scripts_and_styles_are_sent_packed_to_whoever_takes_it(visitor: Browser) -> None:
    build = visitor.client.application.extensions["build"]
    for name in ("js/queue.js", "css/base.css"):
        address = f"/static/{build}/{name}"
        packed = visitor.client.get(address, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.data) == visitor.get(address).data
        assert len(packed.data) < len(visitor.get(address).data) / 2
