"""HTML as nested tuples, so that two renderers' output can be compared."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

EMPTY = {"br", "hr", "img"}


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack: list[list[Any]] = [["root"]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = [tag + "".join(f" {name}={value}" for name, value in attrs if name == "start")]
        self.stack[-1].append(node)
        if tag not in EMPTY:
            self.stack.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.stack[-1].append(data)


def html_tree(html: str) -> Any:
    """Return *html* without the paragraphs that only make a list loose, and without spacing.

    Quotes side by side are one here: Python-Markdown knows no way to part them (docs/adr/0002).
    """
    builder = _Builder()
    builder.feed(html)
    return _plain(builder.stack[0])


def _plain(node: list[Any]) -> list[Any]:
    tag, *children = node
    found: list[Any] = [tag]
    for child in children:
        if isinstance(child, str):
            words = child.rstrip() if tag == "code" else " ".join(child.split())
            found.append(words)
        elif tag in {"li", "dd"} and child[0] == "p":
            found.extend(_plain(child)[1:])
        elif child[0] == "blockquote" and found[-1][0] == "blockquote":
            found[-1].extend(_plain(child)[1:])
        else:
            found.append(_plain(child))
    return found
