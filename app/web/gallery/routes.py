"""/dev/components. The factory registers it only where Flask runs in debug mode."""

from __future__ import annotations

from flask import Blueprint, render_template

from app.services.study.note_states import counts
from app.web.access import public
from app.web.gallery import forms, samples

blueprint = Blueprint("gallery", __name__)

COLOURS = (
    "paper",
    "sheet",
    "sunken",
    "ink",
    "ink-soft",
    "line",
    "edge",
    "accent",
    "accent-strong",
    "on-accent",
    "accent-wash",
    "alarm",
    "alarm-wash",
    "mark-wash",
)
ICONS = ("undo", "book", "next", "previous", "check", "cards")


@blueprint.get("/dev/components")
@public
def components() -> str:
    """Show every component."""
    return render_template(
        "gallery/components.html",
        colours=COLOURS,
        icons=ICONS,
        sound=forms.sound(),
        faulty=forms.faulty(),
        charts=samples.charts(),
        counts=samples.COUNTS,
        ready=samples.ready(),
        early=samples.early(),
        marks=samples.MARKS,
        standings=counts(samples.MARKS),
    )
