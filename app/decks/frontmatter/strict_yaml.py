"""YAML without surprises: every scalar is a string, no aliases, no tags, no deep nesting.

A loader for python-frontmatter. ``no`` stays "no", ``0123`` stays "0123", a date stays its
text; what a value means is the schema's business.
"""

from __future__ import annotations

from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.nodes import MappingNode, Node, SequenceNode

MAX_DEPTH = 6


class Refused(yaml.MarkedYAMLError):
    """YAML that is well-formed but not wanted here; *code* is its diagnostic."""

    def __init__(self, code: str, problem: str, mark: Any) -> None:
        super().__init__(problem=problem, problem_mark=mark)
        self.code = code


class StrictLoader(yaml.SafeLoader):
    """Composes plain nodes only; ``depth`` guards the recursion of the composer."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - overrides PyYAML's class attribute

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """Refuse aliases, anchors, tags and deep nesting; else compose as PyYAML does."""
        event = self.peek_event()  # type: ignore[no-untyped-call] # - published without types
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise Refused(
                "front-matter-alias", "anchors and aliases are not allowed", event.start_mark
            )
        if tag is not None and tag != "!":
            raise Refused("front-matter-syntax", f"the tag {tag} is not allowed", event.start_mark)
        if self.depth >= MAX_DEPTH:
            raise Refused("front-matter-syntax", "nested too deeply", event.start_mark)
        self.depth += 1
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


class StrictHandler(YAMLHandler):
    """Gives python-frontmatter our loader; returns nodes, which know their lines."""

    def load(self, fm: str, **_: object) -> Node | None:  # type: ignore[override] # - nodes know lines
        """Return the root node of *fm*; raise ``yaml.YAMLError`` if there is none to be had."""
        loader = StrictLoader(fm)
        try:
            node: Node | None = loader.get_single_node()
            return node
        finally:
            loader.dispose()


def plain(node: Node) -> Any:
    """Return *node* as strings, lists and dicts of them."""
    if isinstance(node, SequenceNode):
        return [plain(child) for child in node.value]
    if isinstance(node, MappingNode):
        return {str(plain(key)): plain(value) for key, value in node.value}
    return node.value
