"""How many students are expected to recall how much: bars by tenths, and no single student."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.charts.drawing import Chart, Table
from app.web.charts.tenths import HEIGHT, bars, tenth


def distribution(shares: Sequence[int]) -> Chart:
    """Return a bar for each tenth of the expected share, the lowest first."""
    return Chart(
        name="distribution",
        title=_("How ready the class is"),
        says=ngettext(
            "%(num)d student by the share of the exam expected to be recalled, "
            "if nobody gave another answer.",
            "%(num)d students by the share of the exam expected to be recalled, "
            "if nobody gave another answer.",
            sum(shares),
        ),
        height=HEIGHT,
        shapes=bars(shares, _("expected share recalled, %")),
        table=Table(
            (_("Expected share"), _("Students")),
            [(tenth(place, len(shares)), str(each)) for place, each in enumerate(shares)],
        ),
    )
