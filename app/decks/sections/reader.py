"""Walks the blocks of a file: headings, switches, and what the constructs make of the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.decks.blocks.canonical import markdown
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import Place
from app.decks.blocks.starts import QUESTIONS
from app.decks.constructs import BLOCKS, PROSE, SWITCHES
from app.decks.constructs.registry import Claim
from app.decks.marks.attributes import gather
from app.decks.marks.prepare import inlines
from app.decks.model import PRACTICE, Block, BlockKind, Note, Use
from app.decks.sections.directives import report_misplaced, report_unused, switch_on
from app.decks.sections.remarks import is_remark, remark_text
from app.decks.sections.scope import Heading, Scope


class Reader:
    """Collects the notes and blocks of a file, from the first block to the last.

    What is kept for an exam goes into *exam_notes* and leaves no block for reading. *idle* are
    the blocks that made no note while no switch was in force, each with the heading above it.
    """

    __slots__ = ("_heading", "blocks", "exam_notes", "idle", "notes", "scope")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.notes: list[Note] = []
        self.exam_notes: list[Note] = []
        self.idle: list[tuple[Node, Node | None]] = []
        self._heading: Node | None = None
        self.blocks: list[Block] = []

    def read(self, nodes: Sequence[Node]) -> None:
        """Read every block of the file."""
        at = 0
        while at < len(nodes):
            at += self._read_at(nodes, at)
        self._leave(0)
        for node in nodes:
            self._report_leftovers(node)

    def _read_at(self, nodes: Sequence[Node], at: int) -> int:
        """Read the block at *at* with what belongs to it; return how many were taken."""
        node = nodes[at]
        if node.fault and node.marker not in QUESTIONS:
            return 1
        if node.kind is NodeKind.HEADING:
            self._enter(node)
            return 1
        if node.kind is NodeKind.COMMENT:
            if node.inline:
                switch_on(self.scope, node.inline)
            return 1
        if is_remark(node):
            message = "a remark without a card before it"
            hint = "Put it directly below the block of its card; one that makes none has no remark."
            self.scope.report.add("remark-without-card", Place(node.line), message, hint)
        claim = self._claim(nodes, at)
        secret = any(note.use is Use.EXAM for note in claim.notes)
        added = self._add_secret(claim) if secret else self._add(claim, node.line)
        remarks = self._remarks(nodes, at + claim.taken, added, secret=secret)
        return claim.taken + remarks

    def _claim(self, nodes: Sequence[Node], at: int) -> Claim:
        for reader in BLOCKS.values():
            claim = reader(self.scope, nodes, at)
            if claim:
                return claim
        node = nodes[at]
        notes: list[Note] = []
        directive = self.scope.directive
        if directive:
            notes += SWITCHES[directive.name].read(self.scope, node)
            directive.used |= bool(notes)
        for prose in PROSE.values():
            notes += prose(self.scope, node)
        if not notes and directive is None:
            self.idle.append((node, self._heading))
        return Claim(1, tuple(notes), BlockKind.PROSE, markdown([node]))

    def _add(self, claim: Claim, line: int) -> range:
        """Take in the notes and the block of *claim*; return the notes' positions."""
        first = len(self.notes)
        for note in claim.notes:
            self.notes.append(dataclasses.replace(note, position=len(self.notes)))
        positions = range(first, len(self.notes))
        if claim.markdown:
            self.blocks.append(Block(claim.kind, claim.markdown, line, tuple(positions)))
        return positions

    def _add_secret(self, claim: Claim) -> range:
        """Take in the notes of *claim* for an exam, all of them: its text must not be seen."""
        first = len(self.exam_notes)
        for note in claim.notes:
            kept = dataclasses.replace(note, position=len(self.exam_notes), use=Use.EXAM)
            self.exam_notes.append(kept)
        return range(first, len(self.exam_notes))

    def _remarks(self, nodes: Sequence[Node], at: int, positions: range, *, secret: bool) -> int:
        """Give the remarks that stand at *at* to the notes before them; return how many."""
        notes = self.exam_notes if secret else self.notes
        taken = 0
        while positions and at + taken < len(nodes) and is_remark(nodes[at + taken]):
            node = nodes[at + taken]
            taken += 1
            for position in positions:
                note = notes[position]
                remark = f"{note.remark}\n\n{remark_text(node)}".strip()
                notes[position] = dataclasses.replace(note, remark=remark)
            if not secret and not any(notes[n].kind in PRACTICE for n in positions):
                text = markdown(node.children)
                self.blocks.append(Block(BlockKind.REMARK, text, node.line, tuple(positions)))
        return taken

    def _enter(self, node: Node) -> None:
        """Start the section of a heading."""
        self._leave(node.level)
        self._heading = node
        heading = Heading(node.level, node.words)
        self.scope.headings.append(heading)
        switch_on(self.scope, node.words)
        self.blocks.append(Block(BlockKind.HEADING, markdown([node]), node.line))

    def _leave(self, level: int) -> None:
        """End the sections, and the switches in them, from heading *level* down."""
        scope = self.scope
        while scope.headings and scope.headings[-1].level >= level:
            scope.headings.pop()
        while scope.directives and scope.directives[-1].level >= level:
            report_unused(scope.directives.pop(), scope.report)

    def _report_leftovers(self, node: Node) -> None:
        """Report a remark, attributes and clozes that no card took."""
        report = self.scope.report
        for inline in inlines(node):
            if inline.arguments and not inline.claimed:
                gather(inline.arguments, (), report)
            report_misplaced(inline, report)
            if not inline.clozes_claimed:
                for cloze in inline.clozes:
                    message = "a cloze makes a card in paragraphs and list entries only"
                    hint = "Move the sentence out, or remove the equals signs."
                    report.add("misplaced-cloze", cloze.place, message, hint)
