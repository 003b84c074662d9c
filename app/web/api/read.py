"""Reading a batch of events: the envelope must be right, each event is judged alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Request
from pydantic import ValidationError

from app.services.events.types import NewEvent
from app.web.api.problems import Problem
from app.web.api.schemas import BATCH, EventIn, EventsIn, ResultOut

ID_LENGTH = 100  # of what somebody sent as an id, this much is sent back


@dataclass(frozen=True, slots=True)
class Batch:
    """The well-formed *events*, and for every event sent a refusal or None, in order."""

    events: tuple[NewEvent, ...]
    refusals: tuple[ResultOut | None, ...]


def read_batch(request: Request) -> Batch:
    """Return the events of the request's body; raises Problem 400 or 422 for the envelope."""
    try:
        body = json.loads(request.get_data(cache=False).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Problem(400, "Not JSON", "The body is no JSON text in UTF-8.") from error
    try:
        sent = EventsIn.model_validate(body).events
    except ValidationError as error:
        raise Problem(
            422, "Not a batch", f'The body is {{"events": […]}} with at most {BATCH} events.'
        ) from error
    return _batch(sent)


def _batch(sent: Sequence[Any]) -> Batch:
    events: list[NewEvent] = []
    refusals: list[ResultOut | None] = []
    for raw in sent:
        try:
            events.append(EventIn.model_validate(raw).new_event())
            refusals.append(None)
        except (ValidationError, RecursionError) as error:
            refusals.append(ResultOut(id=_id(raw), status="rejected", reason=_reason(error)))
    return Batch(tuple(events), tuple(refusals))


def _id(raw: Any) -> str | None:
    """Return what was sent as the id, made safe to send back."""
    found = raw.get("id") if isinstance(raw, dict) else None
    if not isinstance(found, str):
        return None
    return found[:ID_LENGTH].encode("utf-8", "replace").decode("utf-8")


def _reason(error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "The event is nested too deeply."
    faults = []
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        where = ".".join(str(part) for part in fault["loc"]) or "event"
        faults.append(f"{where}: {fault['msg'].removeprefix('Value error, ')}")
    return "; ".join(faults)
