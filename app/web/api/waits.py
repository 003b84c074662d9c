"""The waiting times on the grades' buttons, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

# By the unit that app.srs.outcomes.label ends with.
UNITS: Mapping[str, Callable[[str], str]] = {
    "min": lambda count: _("%(count)s min", count=count),
    "h": lambda count: _("%(count)s h", count=count),
    "d": lambda count: _("%(count)s d", count=count),
    "mo": lambda count: _("%(count)s mo", count=count),
    "y": lambda count: _("%(count)s y", count=count),
}


def wait_words(label: str) -> str:
    """Return a label such as ``10 min`` or ``< 1 min`` as the reader writes it."""
    count, unit = label.rsplit(" ", 1)
    return UNITS[unit](count)
