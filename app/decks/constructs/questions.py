"""``Q:``: a question and its answer, up to the next question, heading or rule.

What an answer looks like says which type of question it is: the modules of ``answers/``.
Any other answer makes a plain question.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.decks.blocks.canonical import markdown
from app.decks.blocks.limits import fault_of, report_fault
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.starts import ANSWERS as ANSWER_MARKS
from app.decks.constructs import answers  # noqa: F401 - its modules enter themselves into ANSWERS
from app.decks.constructs.answers.choice import is_options
from app.decks.constructs.answers.matching import is_pairs
from app.decks.constructs.registry import ANSWERS, BLOCKS, Answered, Asked, Claim
from app.decks.marks.attributes import NOTE
from app.decks.marks.prepare import inlines
from app.decks.model import BlockKind, Card, Facet, Kind, Use
from app.decks.sections.remarks import is_remark
from app.decks.sections.scope import Scope

ACCEPTING = frozenset({Kind.QUESTION, Kind.SHORT_ANSWER})
ORDER = "order"

_ENDS = frozenset({NodeKind.HEADING, NodeKind.RULE, NodeKind.COMMENT, NodeKind.DEFINITIONS})
_HOW = (
    "Write the answer below it, as a line that starts with A:, or options as - [x] and - [ ], a "
    "table of two columns to match, or a numbered list with <!-- order -->."
)


def read(scope: Scope, nodes: Sequence[Node], at: int) -> Claim | None:
    """Return the question that starts at ``nodes[at]``, with one card if it has an answer."""
    first = nodes[at]
    if first.kind is not NodeKind.PARAGRAPH:
        return None
    if first.marker in ANSWER_MARKS:
        message = "an answer without a question before it"
        hint = "Write the question above it, as a line that starts with Q:."
        scope.report.add("answer-without-question", first.place, message, hint)
        return None
    if first.marker != "Q":
        return None
    asked, taken = _find(nodes, at)
    span = (first.line, nodes[at + taken - 1].end)
    if _is_over_limit(scope, [*asked.blocks, *asked.answer], span):
        return Claim(taken, (), BlockKind.QUESTION, "")
    answered = _answered(scope, asked)
    card = answered.card
    allowed = NOTE if card is None or card.kind in ACCEPTING else NOTE - {"accept"}
    lines = [node.words for node in (first, *asked.answer[:1])]
    attributes = scope.attributes(lines, allowed)
    if card is None:
        shown = "" if attributes.use is Use.EXAM else answered.shown
        return Claim(taken, (), BlockKind.QUESTION, shown)
    if attributes.accept:
        card = dataclasses.replace(card, accept=(*card.accept, *attributes.accept))
    note = scope.note(card.kind, span, [card], attributes)
    return Claim(taken, (note,), BlockKind.QUESTION, answered.shown)


def _answered(scope: Scope, asked: Asked) -> Answered:
    """Return what the type of the question makes of it; a plain question, if it has none."""
    if not markdown(asked.blocks[:1]):
        message = "an empty question"
        scope.report.add("question-without-answer", asked.blocks[0].place, message, _HOW)
        return Answered(None, markdown(asked.answer))
    for read_answer in ANSWERS.values():
        answered = read_answer(scope, asked)
        if answered is not None:
            return answered
    question, answer = markdown(asked.blocks), markdown(asked.answer)
    if not answer:
        message = "a question without an answer"
        scope.report.add("question-without-answer", asked.blocks[0].place, message, _HOW)
        return Answered(None, f"**Q:** {question}")
    card = Card(Kind.QUESTION, Facet.FORWARD, "", question, answer, asked.blocks[0].line)
    return Answered(card, f"**Q:** {question}\n\n**A:** {answer}")


def _find(nodes: Sequence[Node], at: int) -> tuple[Asked, int]:
    """Return the question that starts at *at*, and how many blocks it takes."""
    blocks, ordered, pairs = [nodes[at]], _says_order(nodes[at]), 0
    end = at + 1
    while end < len(nodes):
        node = nodes[end]
        if node.marker in ANSWER_MARKS:
            answer = _answer(nodes, end)
            return Asked(blocks, answer, ordered), end - at + len(answer)
        is_order = node.kind is NodeKind.COMMENT and _says_order(node)
        if not is_order and (node.kind in _ENDS or node.marker == "Q" or is_remark(node)):
            break
        end += 1
        if is_order:
            ordered = True
        else:
            blocks.append(node)
            ordered = ordered or (node.ordered and _says_order(node))
        if is_options(blocks[-1]) or (ordered and blocks[-1].ordered):
            return Asked(blocks, (), ordered), end - at
        pairs = pairs or (end if is_pairs(node) else 0)
    if pairs:  # Only now is it sure that no answer follows the table.
        kept = [node for node in nodes[at:pairs] if node.kind is not NodeKind.COMMENT]
        return Asked(kept, (), ordered), pairs - at
    return Asked(blocks, (), ordered), end - at


def _answer(nodes: Sequence[Node], at: int) -> list[Node]:
    """Return the blocks of the answer at *at*; one for a number, or for words to be typed."""
    found = [nodes[at]]
    if nodes[at].marker != "A":
        return found
    for index in range(at + 1, len(nodes)):  # a slice would copy the rest of the file
        node = nodes[index]
        if node.kind in _ENDS or node.marker in ANSWER_MARKS or node.marker == "Q":
            break
        if is_remark(node):
            break
        found.append(node)
    return found


def _says_order(node: Node) -> bool:
    """Whether ``<!-- order -->`` stands in *node*."""
    return any(ORDER in inline.comments for inline in inlines(node))


def _is_over_limit(scope: Scope, nodes: Sequence[Node], span: tuple[int, int]) -> bool:
    """Whether a part, which was reported, or the whole, reported here, is over a limit."""
    if any(node.fault for node in nodes):
        return True
    fault = fault_of("\n".join(scope.lines[span[0] - 1 : span[1]]))
    if fault:
        report_fault(fault, span[0], scope.report)
    return bool(fault)


BLOCKS["questions"] = read
