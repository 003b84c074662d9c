"""How many students got how much of a quiz: bars by tenths of the points."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from app.web.charts.drawing import Chart, Table
from app.web.charts.tenths import HEIGHT, bars, students, tenth


def marks(tenths: Sequence[int]) -> Chart:
    """Return a bar for each tenth of the points, the lowest first."""
    return Chart(
        name="marks",
        title=_("Marks of the class"),
        says=_("%(students)s by their share of the points.", students=students(sum(tenths))),
        height=HEIGHT,
        shapes=bars(tenths, _("share of the points, %")),
        table=Table(
            (_("Share of the points"), _("Students")),
            [(tenth(place, len(tenths)), str(each)) for place, each in enumerate(tenths)],
        ),
    )
