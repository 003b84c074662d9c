"""One file of many: a module with everything it imports, a style sheet with its @imports.

Modules stay small and separate for whoever reads them; a phone fetches one file, without what is
there for readers. Nothing is renamed and no line is changed but those of imports and exports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

COMMENTS = {
    ".js": re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*$|//[^\n]*$)", re.MULTILINE | re.DOTALL),
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
}
# What stands behind code is a comment for sure where no text that began before it can end in it.
_BEHIND = re.compile(r"(?<=[;,{}()\[]) +//[^\n\"'`]*$", re.MULTILINE)
_CAST = re.compile(r"/\*\* @type \{(?:(?!\*/)[^\n])*\} \*/ (?=\()")
_INDENTATION = re.compile(r"^[ \t]*\n?", re.MULTILINE)
_IMPORT = re.compile(
    r'^import (?P<names>\{[^}]*\}|\* as \w+) from "(?P<path>\.[\w./-]+)";\n', re.MULTILINE
)
_EXPORT = re.compile(
    r"^export (?P<kind>const|class|function\*?|async function) (?P<name>\w+)", re.MULTILINE
)
_OTHERWISE = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_WAITS = re.compile(r"^(?:(?:export )?const \w+ = )?await\b", re.MULTILINE)
_SHEET = re.compile(r'^@import "(?P<path>[\w./-]+)";\n', re.MULTILINE)


class BundleError(ValueError):
    """A module imports or exports in a way that cannot be put into one file."""


def bundled(path: Path) -> str:
    """Return the script or style sheet at *path* as it is sent.

    Raises BundleError for modules that import each other in a circle, and for imports and
    exports of another form than ``import {…} from "./x.js"`` and ``export const``, ``class`` or
    ``function``.
    """
    if path.suffix == ".css":
        return without_comments(_sheet(path), ".css")
    order = list(dict.fromkeys(_below(path, ())))
    names = {module: f"$m{number}" for number, module in enumerate(order)}
    parts = [_wrapped(module, names) for module in order]
    entry = _with_names(path, names)
    return "".join([*parts, without_comments(entry, ".js")])


def without_comments(source: str, ending: str) -> str:
    """Return a script or style sheet without comments, and unindented.

    A comment behind code stays if it has a quotation mark, and no module has a text of several
    lines (a test looks), so that no string is touched.
    """
    lean = COMMENTS[ending].sub("", source)
    if ending == ".js":
        lean = _CAST.sub("", _BEHIND.sub("", lean))
    return _INDENTATION.sub("", lean)


def _sheet(path: Path) -> str:
    def put_in(found: re.Match[str]) -> str:
        return _sheet(path.parent / found["path"])

    return _SHEET.sub(put_in, path.read_text(encoding="utf-8"))


def _below(path: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    """Yield what the module imports, and what that imports, each after what it needs."""
    if path in above:
        raise BundleError(f"{path.name} imports itself by way of {above[-1].name}.")
    for found in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        module = (path.parent / found["path"]).resolve()
        yield from _below(module, (*above, path))
        yield module


def _with_names(path: Path, names: dict[Path, str]) -> str:
    """Return the source of a module that takes what it imports from the others' variables."""

    def taken(found: re.Match[str]) -> str:
        module = names[(path.parent / found["path"]).resolve()]
        wanted = found["names"]
        if wanted.startswith("*"):
            return f"const {wanted.removeprefix('* as ')} = {module};\n"
        return f"const {' '.join(wanted.split()).replace(' as ', ': ')} = {module};\n"

    return _IMPORT.sub(taken, path.read_text(encoding="utf-8"))


def _wrapped(path: Path, names: dict[Path, str]) -> str:
    """Return the module as a variable that holds what it exports."""
    source = _with_names(path, names)
    exported = ", ".join(found["name"] for found in _EXPORT.finditer(source))
    body = _EXPORT.sub(r"\g<kind> \g<name>", source)
    if left := _OTHERWISE.search(body):
        raise BundleError(f"{path.name}: “{left[0]}” cannot be put into one file.")
    wait, begin = ("await ", "async ") if _WAITS.search(source) else ("", "")
    lean = without_comments(body, ".js")
    return f"const {names[path]} = {wait}({begin}() => {{\n{lean}return {{ {exported} }};\n}})();\n"
