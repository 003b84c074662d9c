"""A file is read from top to bottom, a function at a glance."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source import place, python_files, tree

FILE_LINES = 320
FUNCTION_LINES = 40


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def test_no_file_outgrows_its_reader() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in python_files("app")}
    assert [place(path, n) for path, n in lengths.items() if n > FILE_LINES] == []


def test_no_function_outgrows_its_reader() -> None:
    assert [
        f"{place(path, node.lineno)} {node.name}"
        for path in python_files("app")
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ] == []
