"""The join code: a new one in place of one that went too far, and its picture."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from app.models import Offering
from app.policy import Actor
from app.services import offerings
from app.services.classes import audit
from app.services.classes.audit import Did

QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks for


def reset(session: Session, actor: Actor, offering: Offering, now: datetime) -> str:
    """Give the offering another join code and return it; the old one is dead at once."""
    offering.join_code = offerings.new_code()
    session.flush()
    audit.note(session, actor, offering, Did.CODE_RESET, "", {}, now)
    return offering.join_code


def address(base_url: str, offering: Offering) -> str:
    """Return the link that lets somebody join."""
    return f"{base_url}/join/{offerings.grouped_code(offering.join_code)}"


def picture(link: str) -> bytes:
    """Return *link* as a QR code: SVG, black on white, without style attributes."""
    import segno

    drawn = BytesIO()
    segno.make_qr(link, error="m").save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        scale=8,
        light="#fff",
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue()
