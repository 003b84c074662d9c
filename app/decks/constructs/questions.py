"""``Q:`` … ``A:``: a question and its answer, up to the next question, heading or rule."""

from __future__ import annotations

from collections.abc import Sequence

from app.decks.blocks.canonical import markdown
from app.decks.blocks.limits import fault_of, report_fault
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.constructs.registry import BLOCKS, Claim
from app.decks.model import BlockKind, Card, Facet, Kind, Note
from app.decks.sections.remarks import is_remark
from app.decks.sections.scope import Scope

ATTRIBUTES = frozenset({"id", "hint", "accept", "tags", "group"})

_ENDS = frozenset({NodeKind.HEADING, NodeKind.RULE, NodeKind.COMMENT, NodeKind.DEFINITIONS})


def read(scope: Scope, nodes: Sequence[Node], at: int) -> Claim | None:
    """Return the question that starts at ``nodes[at]``, with one card if it has an answer."""
    first = nodes[at]
    if first.marker == "A" and first.kind is NodeKind.PARAGRAPH:
        message = "an answer without a question before it"
        hint = "Write the question above it, as a line that starts with Q:."
        scope.report.add("answer-without-question", first.place, message, hint)
        return None
    if first.marker != "Q" or first.kind is not NodeKind.PARAGRAPH:
        return None
    asked, answered = _parts(nodes, at)
    taken = len(asked) + len(answered)
    if _is_over_limit(scope, [*asked, *answered]):
        return Claim(taken, (), BlockKind.QUESTION, "")
    question, answer = markdown(asked), markdown(answered)
    shown = f"**Q:** {question}" + (f"\n\n**A:** {answer}" if answer else "")
    if question and answer:
        note = _note(scope, first, answered, question, answer)
        return Claim(taken, (note,), BlockKind.QUESTION, shown)
    message = "a question without an answer" if question else "an empty question"
    hint = "Write the answer below it, as a line that starts with A:."
    scope.report.add("question-without-answer", first.place, message, hint)
    return Claim(taken, (), BlockKind.QUESTION, shown)


def _note(scope: Scope, first: Node, answered: Sequence[Node], question: str, answer: str) -> Note:
    own_lines = [node.words for node in (first, answered[0])]
    attributes = scope.attributes(own_lines, ATTRIBUTES)
    card = Card(
        kind=Kind.QUESTION,
        facet=Facet.FORWARD,
        key="",
        front=question,
        back=answer,
        line=first.line,
        accept=attributes.accept,
    )
    return scope.note(Kind.QUESTION, (first.line, answered[-1].end), [card], attributes)


def _is_over_limit(scope: Scope, nodes: Sequence[Node]) -> bool:
    """Whether a part, which was reported, or the whole, reported here, is over a limit."""
    if any(node.fault for node in nodes):
        return True
    fault = fault_of("\n".join(scope.lines[nodes[0].line - 1 : nodes[-1].end]))
    if fault:
        report_fault(fault, nodes[0].line, scope.report)
    return bool(fault)


def _parts(nodes: Sequence[Node], at: int) -> tuple[list[Node], list[Node]]:
    """Return the blocks of the question and those of its answer."""
    asked, answered = [nodes[at]], list[Node]()
    for index in range(at + 1, len(nodes)):  # a slice would copy the rest of the file
        node = nodes[index]
        if node.kind in _ENDS or node.marker == "Q" or is_remark(node):
            break
        if node.marker == "A" and answered:
            break
        (answered if answered or node.marker == "A" else asked).append(node)
    return asked, answered


BLOCKS["questions"] = read
