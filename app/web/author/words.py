"""What becomes of notes when files are taken in, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext


def count(outcome: str, notes: int) -> str:
    """Return ``3 edited``, as the counts above a plan say it."""
    return str(
        {
            "kept": _("%(notes)d kept", notes=notes),
            "edited": _("%(notes)d edited", notes=notes),
            "moved": _("%(notes)d moved", notes=notes),
            "new": _("%(notes)d new", notes=notes),
            "retired": _("%(notes)d retired", notes=notes),
            "revived": _("%(notes)d revived", notes=notes),
        }[outcome]
    )


def change(outcome: str, notes: int) -> str:
    """Return ``3 moved here``, as it stands above the notes of a deck."""
    if outcome == "moved":
        return str(_("%(notes)d moved here", notes=notes))
    if outcome == "revived":
        return str(_("%(notes)d comes back", notes=notes))
    return count(outcome, notes)


def guard(found: Mapping[str, Any]) -> str:
    """Return why a plan waits for a confirmation, from the guard of its summary."""
    losses = [
        _("%(retired)d of the %(notes)d notes of %(path)s", **deck) for deck in found["decks"]
    ]
    total = ngettext("%(num)d card in all", "%(num)d cards in all", found["cards"])
    return str(_("This would retire %(losses)s.", losses=_(", ").join([*losses, total])))
