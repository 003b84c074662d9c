"""``Q:`` and a task list: choose the right option, or several (multiple response)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.decks.blocks.canonical import bullets, markdown, paragraph
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import Place
from app.decks.constructs.entries import first_words
from app.decks.constructs.registry import ANSWERS, Answered, Asked, practice
from app.decks.diagnostics import Report
from app.decks.model import Card, Facet, Item, Kind
from app.decks.normal import bare, normal_form
from app.decks.sections.scope import Scope

_BOX = re.compile(r"\[(?P<mark>[ xX])\][ \n]+(?P<text>\S.*)", re.DOTALL)
_PIN = re.compile(r"\s*\{\s*pin\s*\}$")

_HOW = "Write “- [x] ” before a right option and “- [ ] ” before a wrong one."


def is_options(node: Node) -> bool:
    """Whether *node* is a task list: at least one entry starts with a box."""
    if node.kind is not NodeKind.LIST:
        return False
    firsts = (first_words(child) for child in node.children)
    return any(words is not None and _BOX.match(words.text) for words in firsts)


def read(scope: Scope, asked: Asked) -> Answered | None:
    """Return the choice that *asked* is: its options are the items, the right ones its back."""
    if asked.answer or not is_options(asked.last):
        return None
    stem = markdown(asked.blocks[:-1])
    options = _options(asked.last, scope.report)
    texts = [paragraph(option.text) for option in options]
    right = [option for option in options if option.right]
    if not _is_sound(options, right, asked.last, scope.report):
        return Answered(None, f"**Q:** {stem}\n\n{bullets(texts)}")
    card = Card(
        kind=Kind.CHOICE,
        facet=Facet.FORWARD,
        key="",
        front=f"{stem}\n\n{bullets(texts)}",
        back=_back(right),
        line=asked.blocks[0].line,
        items=tuple(options),
        stem=stem,
    )
    return practice(card)


def _options(node: Node, report: Report) -> list[Item]:
    seen: set[str] = set()
    keys: set[str] = set()
    options: list[Item] = []
    for child in node.children:
        words = first_words(child)
        match = _BOX.match(words.text) if words else None
        if words is None or match is None:
            message = "an option without a box, or without words"
            report.add("bad-answer", words.place if words else Place(child.line), message, _HOW)
            continue
        text = _PIN.sub("", match["text"])
        if bare(text) in seen:
            message = f"the option “{bare(text)[:40]}” is there already"
            hint = "Remove it, or word the two apart."
            report.add("repeated-option", words.place, message, hint)
        seen.add(bare(text))
        options.append(
            Item(
                key=_free_key(normal_form(text) or text, keys),
                text=text,
                line=words.place.line,
                right=match["mark"] != " ",
                feedback=_feedback(child.children[1:]),
                pinned=text != match["text"],
            )
        )
    return options


def _free_key(key: str, taken: set[str]) -> str:
    """Return *key*, with a number if it is *taken*: “pH” and “PH” are two options."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key} {number}"
    taken.add(free)
    return free


def _feedback(below: Sequence[Node]) -> str:
    """Return what stands below an option; the bullet before a single entry is dropped."""
    if len(below) == 1 and below[0].kind is NodeKind.LIST and len(below[0].children) == 1:
        return markdown(below[0].children[0].children)
    return markdown(below)


def _is_sound(options: Sequence[Item], right: Sequence[Item], node: Node, report: Report) -> bool:
    words = first_words(node.children[0])
    place = words.place if words else Place(node.line)
    if not right:
        report.add("choice-without-right", place, "no option is marked as right", _HOW)
    elif len(right) == len(options):
        hint = "Add a wrong option, as “- [ ] …”."
        report.add("choice-without-wrong", place, "every option is marked as right", hint)
    return 0 < len(right) < len(options)


def _back(right: Sequence[Item]) -> str:
    answers = [_with_feedback(paragraph(option.text), option) for option in right]
    return answers[0] if len(answers) == 1 else bullets(answers)


def _with_feedback(text: str, option: Item) -> str:
    return f"{text}\n\n{option.feedback}" if option.feedback else text


ANSWERS["choice"] = read
