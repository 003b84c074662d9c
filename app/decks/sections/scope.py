"""What a construct knows of the file around it, and how it makes a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.decks.blocks.source import Place
from app.decks.diagnostics import Report
from app.decks.marks.attributes import NOTE, Argument, Attributes, gather
from app.decks.marks.inline import Inline
from app.decks.model import Card, FrontMatter, Kind, Note, Use


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above the block being read."""

    level: int
    inline: Inline

    @property
    def text(self) -> str:
        """Its words."""
        return self.inline.text


@dataclass(slots=True)
class Directive:
    """A ``cards:`` switch in force: where it stands and what it was given.

    *level* is that of the heading it stands under (0: the file); *heading* that heading.
    ``used`` becomes true with the first note it makes.
    """

    name: str
    place: Place
    level: int = 0
    heading: Heading | None = None
    ask: str = ""
    key: str = ""
    total: str = ""
    arguments: tuple[Argument, ...] = ()
    used: bool = False


@dataclass(slots=True)
class Scope:
    """The file being read: its lines and header, and the headings and switches in force."""

    lines: Sequence[str]
    meta: FrontMatter
    report: Report
    headings: list[Heading] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)

    @property
    def directive(self) -> Directive | None:
        """The switch in force."""
        return self.directives[-1] if self.directives else None

    @property
    def title(self) -> str:
        """What the section is called: its heading, else the file's title."""
        return self.headings[-1].text if self.headings else self.meta.title

    @property
    def own_directive(self) -> Directive | None:
        """The switch in force if it stands in this very section, not inherited."""
        directive = self.directive
        heading = self.headings[-1] if self.headings else None
        return directive if directive and directive.heading is heading else None

    @property
    def ask(self) -> str:
        """The question that ``ask=`` gives this section, or ""."""
        directive = self.own_directive
        return directive.ask if directive else ""

    def section_attributes(self, allowed: Iterable[str] = NOTE) -> Attributes:
        """Return the attributes that the heading's and the directive's line give a note."""
        arguments: list[Argument] = []
        if self.headings:
            inline = self.headings[-1].inline
            inline.claimed = True
            arguments += inline.arguments
        directive = self.own_directive
        arguments += directive.arguments if directive else ()
        found = gather(arguments, allowed, self.report)
        return found if found.use else replace(found, use=self._inherited_use())

    def _inherited_use(self) -> Use | None:
        """Return EXAM if a section above keeps the switch in force, and what it makes, for one.

        Unlike other attributes this one goes down into sub-sections as the switch does: what
        was meant for an exam must not become practice because a heading stands before it.
        """
        directive = self.directive
        level, own = (directive.level, directive.arguments) if directive else (0, ())
        inlines = [heading.inline for heading in self.headings if heading.level >= level]
        found = [*own, *(argument for inline in inlines for argument in inline.arguments)]
        if not any(a.name == "use" and a.value == Use.EXAM for a in found):
            return None
        for inline in inlines:
            inline.claimed |= any(a.name == "use" for a in inline.arguments)
        return Use.EXAM

    def attributes(self, inlines: Iterable[Inline], allowed: Iterable[str]) -> Attributes:
        """Return the attributes that stand on the lines of *inlines*."""
        arguments: list[Argument] = []
        for inline in inlines:
            inline.claimed = True
            arguments += inline.arguments
        return gather(arguments, allowed, self.report)

    def note(
        self,
        kind: Kind,
        span: tuple[int, int],
        cards: Sequence[Card],
        attributes: Attributes,
        *,
        titled: bool = False,
    ) -> Note:
        """Return a note of the lines *span*; *titled* if its fronts name the section already."""
        path = tuple(heading.text for heading in self.headings)
        above = path[:-1] if titled else path
        levels = self.meta.context
        return Note(
            kind=kind,
            explicit_id=attributes.id,
            line=span[0],
            end_line=span[1],
            position=0,
            context=above[-levels:] if levels else (),
            source="\n".join(self.lines[span[0] - 1 : span[1]]),
            cards=tuple(cards),
            hint=attributes.hint,
            group=attributes.group,
            tags=tuple(dict.fromkeys((*self.meta.tags, *attributes.tags))),
            headings=path,
            use=attributes.use or Use.PRACTICE,
            points=attributes.points,
        )
