"""Modules and style sheets as one file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.web.assets import FOLDER
from app.web.bundling import BundleError, bundled, without_comments

NODE = Path(sys.executable).with_name("node")


def write(folder: Path, **modules: str) -> Path:
    for name, source in modules.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder / "main.js"


def test_comments_and_indentation_stay_at_home() -> None:
    script = (
        '/** What it does. */\nif (a) {\n  // Why.\n  b("// c /* d"); // said\n'
        "  i('; // j'); // \"k\"\n\n"
        "  /*\n   * e\n   */\n}\n/** @type {F} */ (g);\n/** h */\n"
    )
    assert (
        without_comments(script, ".js")
        == 'if (a) {\nb("// c /* d");\ni(\'; // j\'); // "k"\n}\n(g);\n'
    )
    style = "/* Paper. */\n@layer a {\n  b { c: d; /* e */ }\n}\n"
    assert without_comments(style, ".css") == "@layer a {\nb { c: d;  }\n}\n"


def test_a_module_and_what_it_imports_become_one_that_does_the_same(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        base="export const sum = { of: 0 };\nconst own = 1;\n"
        "export function add(n) {\n  sum.of += n * own;\n}\n",
        waits='import { add } from "./base.js";\nexport const done = await 1;\nadd(done);\n'
        "export class Twice {\n  two = 2;\n}\n",
        main='import { add as more, sum } from "./base.js";\nimport * as waits from "./waits.js";\n'
        "more(new waits.Twice().two);\nexport const total = sum.of;\nconsole.log(total);\n",
    )
    one = tmp_path / "one.mjs"
    one.write_text(bundled(entry), encoding="utf-8")
    run = subprocess.run([NODE, one], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == 3  # base.js ran once, for both
    assert 'from "' not in one.read_text()


def test_a_circle_and_a_default_export_are_refused_by_name(tmp_path: Path) -> None:
    circle = write(
        tmp_path,
        main='import { b } from "./other.js";\nexport const a = b;\n',
        other='import { a } from "./main.js";\nexport const b = a;\n',
    )
    with pytest.raises(BundleError, match=r"main\.js imports itself by way of other\.js"):
        bundled(circle)
    default = write(
        tmp_path, main='import { b } from "./other.js";\nb();\n', other="export default 1;\n"
    )
    with pytest.raises(BundleError, match=r"other\.js: “export default 1;”"):
        bundled(default)


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js"))
)
def test_every_module_of_ours_can_be_sent_and_is_understood(name: str, tmp_path: Path) -> None:
    one = tmp_path / "one.mjs"
    one.write_text(bundled(FOLDER / name), encoding="utf-8")
    subprocess.run([NODE, "--check", one], check=True, capture_output=True)
    assert "import {" not in one.read_text(encoding="utf-8")


def test_a_sheet_takes_in_the_sheets_that_it_imports(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { b: c; }\n", encoding="utf-8")
    (tmp_path / "all.css").write_text('@import "a.css";\nd { e: f; }\n', encoding="utf-8")
    assert bundled(tmp_path / "all.css") == "a { b: c; }\nd { e: f; }\n"
