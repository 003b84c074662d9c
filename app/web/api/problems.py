"""Errors of the API as ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

from flask import Response
from werkzeug.exceptions import HTTPException

from app.web.api.schemas import ProblemOut


class Problem(HTTPException):
    """An error with words of its own: *title* names it, *detail* says what to do."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        """Make the reply; a werkzeug exception, so that Flask's handling stays the same."""
        body = ProblemOut(type="about:blank", title=title, status=status, detail=detail)
        self.code = status
        super().__init__(
            detail,
            Response(
                body.model_dump_json(), status=status, content_type="application/problem+json"
            ),
        )
