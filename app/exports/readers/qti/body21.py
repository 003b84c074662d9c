"""The body of an item of QTI 2: what is asked, and the one interaction by which it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from app.exports.readers.qti.answers import GAP
from app.exports.readers.qti.texts import html_inside, take_out
from app.exports.readers.reading import NotTaken

INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
_AFTERWARDS = frozenset({"feedbackBlock", "feedbackInline", "templateBlock", "templateInline"})
_PARAGRAPHS = frozenset({"p", "div", "td", "th", "li", "itemBody", "blockquote"})


@dataclass(frozen=True, slots=True)
class Body:
    """*stem* and *for_graders* in HTML; *feedback* of choices, by their identifiers, in HTML.

    *loses*: texts stand in it that are shown only after some answers.
    """

    interaction: ET.Element
    stem: str
    for_graders: str
    feedback: dict[str, str]
    loses: bool


def body_of(item: ET.Element) -> Body:
    """Return the body of *item*, whose tree is changed by this; raises NotTaken."""
    body = item.find("itemBody")
    if body is None:
        raise NotTaken("it has no body")
    found = [one for one in body.iter() if one.tag.endswith("Interaction")]
    if len(found) != 1:
        raise NotTaken(f"it asks for {len(found)} answers at once" if found else "it asks nothing")
    parents = {child: parent for parent in body.iter() for child in parent}
    graders = _for_graders(body, parents)
    feedback = _of_choices(found[0])
    loses = False
    for element in [one for one in body.iter() if one.tag in _AFTERWARDS]:
        loses = True
        take_out(parents[element], element)
    interaction = ET.Element(found[0].tag, dict(found[0].attrib))
    interaction.extend(one for one in found[0] if one.tag != "prompt")
    _show_place(found[0], parents)
    return Body(interaction, html_inside(body), graders, feedback, loses)


def _for_graders(body: ET.Element, parents: dict[ET.Element, ET.Element]) -> str:
    """Take out what is not for candidates and return it; what is for them is a division."""
    found = []
    for rubric in list(body.iter("rubricBlock")):
        if "candidate" in (rubric.get("view") or "candidate").split():
            rubric.tag = "div"
            rubric.attrib.clear()
        else:
            found.append(f"<div>{html_inside(rubric)}</div>")
            take_out(parents[rubric], rubric)
    return "".join(found)


def _of_choices(interaction: ET.Element) -> dict[str, str]:
    """Take the feedback out of choices that stands in them, and return it."""
    found: dict[str, str] = {}
    for choice in interaction:
        ident = choice.get("identifier") or ""
        for child in list(choice):
            if child.tag in _AFTERWARDS and child.get("identifier") == ident:
                found[ident] = html_inside(child)
                take_out(choice, child)
    return found


def _show_place(interaction: ET.Element, parents: dict[ET.Element, ET.Element]) -> None:
    """Put the prompt where the interaction is; a gap, where it is within a text."""
    prompt, tail, tag = interaction.find("prompt"), interaction.tail, interaction.tag
    interaction.clear()
    interaction.tail = tail
    if tag not in INLINE:
        interaction.tag = "div"
        if prompt is not None:
            interaction.text = prompt.text
            interaction.extend(prompt)
        return
    interaction.tag = "span"
    held = parents[interaction]
    while held.tag not in _PARAGRAPHS:
        held = parents[held]
    interaction.text = GAP if "".join(held.itertext()).strip() else ""
