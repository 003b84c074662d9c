"""What somebody is in a course, in the reader's words; offered to the templates as filters."""

from __future__ import annotations

from flask import Flask

from app.models import Role
from app.web.languages import later as _

ALONE = {
    Role.STUDENT: _("Student"),
    Role.ASSISTANT: _("Assistant"),
    Role.INSTRUCTOR: _("Instructor"),
}
WITHIN = {  # a sentence
    Role.STUDENT: _("student"),
    Role.ASSISTANT: _("assistant"),
    Role.INSTRUCTOR: _("instructor"),
}


def install(app: Flask) -> None:
    """Offer ``role`` and ``role_within`` (a sentence) to the templates."""
    app.jinja_env.filters["role"] = lambda role: str(ALONE[Role(role)])
    app.jinja_env.filters["role_within"] = lambda role: str(WITHIN[Role(role)])
