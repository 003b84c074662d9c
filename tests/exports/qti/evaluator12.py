"""A small evaluator of QTI 1.2 items, which reads them as Canvas does and marks responses.

IMS QTI ASI 1.2.1. Marks are per cent. Where Canvas and the standard differ, Canvas counts: several
wordings of a typed answer side by side are alternatives, and their case does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

NS = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
Given = Mapping[str, list[str]]  # response ident -> what was chosen or typed


@dataclass
class Text:
    kind: str
    text: str


@dataclass
class Asked:
    """One response: its text, if it has one, and its labels, ident -> text."""

    tag: str
    number: bool
    cardinality: str
    text: Text | None
    labels: dict[str, Text]


@dataclass
class Item12:
    element: etree._Element
    metadata: dict[str, str]
    stem: Text
    asked: dict[str, Asked]
    feedback: dict[str, Text] = field(default_factory=dict)

    def mark(self, given: Given) -> tuple[Decimal, list[str]]:
        """Return the marks in per cent and the idents of what is shown."""
        score, shown = Decimal(0), []
        for condition in self.element.findall("q:resprocessing/q:respcondition", NS):
            if not self._holds(one(condition, "q:conditionvar"), given):
                continue
            for setvar in condition.findall("q:setvar", NS):
                value = Decimal(setvar.text or "0")
                score = score + value if setvar.get("action") == "Add" else value
            for display in condition.findall("q:displayfeedback", NS):
                assert display.attrib["linkrefid"] in self.feedback
                shown.append(str(display.attrib["linkrefid"]))
            if condition.get("continue", "No") != "Yes":
                break
        declared = one(self.element, "q:resprocessing/q:outcomes/q:decvar")
        low, high = Decimal(declared.attrib["minvalue"]), Decimal(declared.attrib["maxvalue"])
        return min(max(score, low), high), shown

    def _holds(self, test: etree._Element, given: Given) -> bool:
        parts = [self._one_holds(part, given) for part in test]
        typed = {
            self.asked[part.attrib["respident"]].tag for part in test if "respident" in part.attrib
        }
        same = {etree.QName(part).localname for part in test} == {"varequal"}
        return any(parts) if same and typed == {"response_str"} else all(parts)

    def _one_holds(self, test: etree._Element, given: Given) -> bool:
        name = etree.QName(test).localname
        if name == "other":
            return True
        if name == "not":
            return not self._one_holds(test[0], given)
        if name == "and":
            return all(self._one_holds(part, given) for part in test)
        if name == "or":
            return any(self._one_holds(part, given) for part in test)
        asked = self.asked[str(test.attrib["respident"])]
        said = given.get(str(test.attrib["respident"]), [])
        return any(_compares(name, asked, one_said, test.text or "") for one_said in said)


def _compares(name: str, asked: Asked, said: str, wanted: str) -> bool:
    if asked.tag == "response_lid":
        assert wanted in asked.labels
        return name == "varequal" and said == wanted
    if not asked.number:
        return name == "varequal" and said.casefold() == wanted.casefold()
    try:
        number = Decimal(said)
    except InvalidOperation:
        return False
    against = Decimal(wanted)
    return {
        "varequal": number == against,
        "vargte": number >= against,
        "varlte": number <= against,
    }[name]


def one(element: etree._Element, path: str) -> etree._Element:
    found = element.findall(path, NS)
    assert len(found) == 1, (path, len(found))
    return found[0]


def read(root: etree._Element) -> dict[str, Item12]:
    """Return the items of an assessment by ident."""
    items = root.findall("q:assessment/q:section/q:item", NS)
    found = {str(item.attrib["ident"]): _item(item) for item in items}
    assert len(found) == len(items)
    return found


def _item(element: etree._Element) -> Item12:
    presentation = one(element, "q:presentation")
    fields = element.findall("q:itemmetadata/q:qtimetadata/q:qtimetadatafield", NS)
    item = Item12(
        element,
        {f.findtext("q:fieldlabel", "", NS): f.findtext("q:fieldentry", "", NS) for f in fields},
        _text(one(presentation, "q:material")),
        {
            str(part.attrib["ident"]): _asked(part)
            for part in presentation
            if "ident" in part.attrib
        },
    )
    for part in element.findall("q:itemfeedback", NS):
        item.feedback[str(part.attrib["ident"])] = _text(one(part, "q:flow_mat/q:material"))
    return item


def _asked(part: etree._Element) -> Asked:
    own = part.find("q:material", NS)
    fib = part.find("q:render_fib", NS)
    labels = part.findall("q:render_choice/q:response_label", NS)
    return Asked(
        etree.QName(part).localname,
        fib is not None and fib.get("fibtype") == "Decimal",
        str(part.get("rcardinality", "Single")),
        None if own is None else _text(own),
        {str(label.attrib["ident"]): _text(one(label, "q:material")) for label in labels},
    )


def _text(material: etree._Element) -> Text:
    text = one(material, "q:mattext")
    return Text(str(text.get("texttype", "text/plain")), text.text or "")
