"""``A= 45 % ± 1``: a number, perhaps with a unit, and how far off still counts."""

from __future__ import annotations

import re
from decimal import Decimal

from app.decks.blocks.canonical import markdown, paragraph
from app.decks.constructs.registry import ANSWERS, Answered, Asked, practice
from app.decks.model import Card, Facet, Kind, Quantity
from app.decks.sections.scope import Scope

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.\d{1,20})?(?:[eE][+\-\u2212]?\d{1,3})?"
_ANSWER = re.compile(
    rf"(?P<said>(?P<currency>[€$£¥]?) ?(?P<value>[+\-\u2212]?{_NUMBER})"
    r"(?P<unit>(?: ?[^\s\d±+\-.,;:!?][^\d±]*?)?))"
    rf"(?: ?(?:±|\+/-) ?(?P<tolerance>{_NUMBER})(?P<unit_again>[^\d±]*))?"
)
_HOW = "Write “A= 45 % ± 1”: the number with a decimal point, its unit, and what is tolerated."


def read(scope: Scope, asked: Asked) -> Answered | None:
    """Return the numeric question that *asked* is."""
    if asked.marker != "A=":
        return None
    text, stem = asked.answer[0].words.text, markdown(asked.blocks)
    quantity, said = parse_quantity(text)
    if quantity is None:
        message = f"“{text[:40]}” is no number" if text else "a number is missing"
        scope.report.add("bad-answer", asked.answer[0].place, message, _HOW)
        return Answered(None, f"**Q:** {stem}\n\n**A:** {text}")
    back = paragraph(f"{said} ± {quantity.tolerance:f}" if quantity.tolerance else said)
    card = Card(
        kind=Kind.NUMERIC,
        facet=Facet.FORWARD,
        key="",
        front=stem,
        back=back,
        line=asked.blocks[0].line,
        stem=stem,
        quantity=quantity,
    )
    return practice(card)


def parse_quantity(text: str) -> tuple[Quantity | None, str]:
    """Return what *text* says, None if it cannot be read, and its part before the tolerance."""
    match = _ANSWER.fullmatch(" ".join(text.split()))
    if match is None:
        return None, ""
    unit, again = match["unit"].strip(), (match["unit_again"] or "").strip()
    if (match["currency"] and unit) or again not in {"", unit, match["currency"]}:
        return None, ""
    tolerance = _decimal(match["tolerance"] or "0")
    quantity = Quantity(_decimal(match["value"]), tolerance, match["currency"] or unit)
    return quantity, match["said"].strip()


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "").replace("\N{MINUS SIGN}", "-"))


ANSWERS["numeric"] = read
