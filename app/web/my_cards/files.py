"""Files to take along."""

from __future__ import annotations

from flask import Response

MARKDOWN = "md"


def sent_as(data: bytes, media_type: str, name: str) -> Response:
    """Return *data* as a file that browsers keep under *name*."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, content_type=media_type, headers=headers)
