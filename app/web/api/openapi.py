"""The OpenAPI 3.1 document, made from the same models that validate."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from app.web.api.editing import DraftOut, PreviewOut
from app.web.api.schemas import (
    BATCH,
    EventIn,
    EventsOut,
    ProblemOut,
    QueueOut,
    SavedOut,
    SessionOut,
)
from app.web.api.schemas_card import InfoOut, NoteOut
from app.web.api.schemas_courses import CoursesOut
from app.web.api.schemas_readiness import ReadinessOut

JSON = "application/json"
PROBLEM = "application/problem+json"


@cache
def document() -> dict[str, Any]:
    """Return the description of every call under /api/v1."""
    _, schemas = models_json_schema(
        [
            (CoursesOut, "serialization"),
            (DraftOut, "serialization"),
            (EventIn, "validation"),
            (EventsOut, "serialization"),
            (InfoOut, "serialization"),
            (NoteOut, "serialization"),
            (PreviewOut, "serialization"),
            (ProblemOut, "serialization"),
            (QueueOut, "serialization"),
            (ReadinessOut, "serialization"),
            (SavedOut, "serialization"),
            (SessionOut, "serialization"),
        ],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Retain", "version": "1"},
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": "retain"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
            },
        },
        "paths": _paths(),
    }


def _paths() -> dict[str, Any]:
    return {
        "/api/v1/session": {"get": _session()},
        "/api/v1/courses": {"get": _courses()},
        "/api/v1/courses/{slug}/queue": {"get": _queue()},
        "/api/v1/courses/{slug}/cards/{card_id}": {"get": _card()},
        "/api/v1/courses/{slug}/cards/{card_id}/note": {"post": _note()},
        "/api/v1/courses/{slug}/readiness": {"get": _readiness()},
        "/api/v1/courses/{slug}/attempts/{attempt_id}/answers": {"post": _answers()},
        "/api/v1/courses/{slug}/decks/{deck_id}/draft": {"post": _draft()},
        "/api/v1/courses/{slug}/decks/{deck_id}/preview": {"post": _preview()},
        "/api/v1/events": {"post": _events()},
        "/api/v1/openapi.json": {"get": _itself()},
    }


def _itself() -> dict[str, Any]:
    return {"summary": "This document", "responses": {"200": {"description": "OpenAPI 3.1"}}}


def _session() -> dict[str, Any]:
    return {
        "summary": "Who is logged in, and the token that writes need",
        "security": [{"cookie": []}],
        "responses": _responses("SessionOut", 401),
    }


def _courses() -> dict[str, Any]:
    return {
        "summary": "One's running courses, for a client that keeps their cards",
        "security": [{"cookie": []}],
        "responses": _responses("CoursesOut", 401),
    }


def _queue() -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 0}
    return {
        "summary": "The next cards to study, with the outcomes of each answer",
        "security": [{"cookie": []}],
        "parameters": [
            _parameter("slug", "path", {"type": "string"}, "names an offering"),
            _parameter("limit", "query", whole, "at most so many cards"),
            _parameter("more", "query", whole, "new cards beyond today's allowance"),
            _parameter("minutes", "query", whole, "beyond today's cap, in exam mode"),
            _parameter("mode", "query", {"type": "string"}, "schedule, exam or deck:<id>"),
            _parameter("days", "query", whole, "with so many days after today, at most 7"),
        ],
        "responses": _responses("QueueOut", 401, 403, 404, 409, 422),
    }


def _card() -> dict[str, Any]:
    uid = {"type": "string", "format": "uuid"}
    return {
        "summary": "One card's answers so far, and how it will be remembered",
        "security": [{"cookie": []}],
        "parameters": [
            _parameter("slug", "path", {"type": "string"}, "names an offering"),
            _parameter("card_id", "path", uid, "a card of the queue"),
        ],
        "responses": _responses("InfoOut", 401, 403, 404),
    }


def _note() -> dict[str, Any]:
    form = {"type": "object", "properties": {"text": {"type": "string", "maxLength": 4000}}}
    return {
        "summary": "Keep the student's own note on a card; an empty text deletes it",
        "security": [{"cookie": [], "csrf": []}],
        "parameters": [
            _parameter("slug", "path", {"type": "string"}, "names an offering"),
            _parameter("card_id", "path", {"type": "string", "format": "uuid"}, "a card"),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": form}},
        },
        "responses": _responses("NoteOut", 401, 403, 404, 422),
    }


def _readiness() -> dict[str, Any]:
    return {
        "summary": "The expected share recalled at each exam ahead, and the curve of minutes",
        "security": [{"cookie": []}],
        "parameters": [_parameter("slug", "path", {"type": "string"}, "names an offering")],
        "responses": _responses("ReadinessOut", 401, 403, 404),
    }


def _answers() -> dict[str, Any]:
    """Describe what a quiz page's own script sends: a form, its other fields the answer's."""
    number = {"type": "integer", "minimum": 1}
    form = {
        "type": "object",
        "required": ["position", "number"],
        "properties": {"position": number, "number": number},
        "additionalProperties": {"type": "string"},
    }
    return {
        "summary": "Save the answer to one question of a quiz; a later number wins",
        "security": [{"cookie": [], "csrf": []}],
        "parameters": [
            _parameter("slug", "path", {"type": "string"}, "names an offering"),
            _parameter("attempt_id", "path", {"type": "string", "format": "uuid"}, "one's own"),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": form}},
        },
        "responses": _responses("SavedOut", 400, 401, 403, 404, 503)
        | {"409": _reply(JSON, "SavedOut", "Not saved: time is over, or another tab was later")},
    }


def _draft() -> dict[str, Any]:
    sequence = {"type": "integer", "minimum": 0}
    return {
        "summary": "Save an author's draft of a deck under the number that the page knows",
        **_written({"text": {"type": "string"}, "sequence": sequence}),
        "responses": _responses("DraftOut", 400, 401, 403, 404, 413, 503)
        | {"409": _reply(JSON, "DraftOut", "Not saved: another tab has saved it since")},
    }


def _preview() -> dict[str, Any]:
    line = {"type": "integer", "minimum": 1, "description": "of the caret"}
    return {
        "summary": "What is wrong with a text, and its cards near a line, as sanitised HTML",
        **_written({"text": {"type": "string"}, "line": line}),
        "responses": _responses("PreviewOut", 401, 403, 404, 413, 503),
    }


def _written(fields: dict[str, Any]) -> dict[str, Any]:
    """Describe a form about a deck that the editor's script sends."""
    form = {"type": "object", "required": ["text"], "properties": fields}
    return {
        "security": [{"cookie": [], "csrf": []}],
        "parameters": [
            _parameter("slug", "path", {"type": "string"}, "names an offering"),
            _parameter("deck_id", "path", {"type": "string", "format": "uuid"}, "of its course"),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": form}},
        },
    }


def _events() -> dict[str, Any]:
    event = {"$ref": "#/components/schemas/EventIn"}
    batch = {
        "type": "object",
        "required": ["events"],
        "properties": {"events": {"type": "array", "maxItems": BATCH, "items": event}},
    }
    return {
        "summary": "Store what a student did; sending an event again is harmless",
        "security": [{"cookie": [], "csrf": []}],
        "requestBody": {"required": True, "content": {JSON: {"schema": batch}}},
        "responses": _responses("EventsOut", 400, 401, 403, 413, 422, 503),
    }


def _parameter(name: str, where: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "schema": schema,
        "description": words,
    }


def _responses(model: str, *problems: int) -> dict[str, Any]:
    good = {"200": _reply(JSON, model, "Done")}
    return good | {str(p): _reply(PROBLEM, "ProblemOut", "What is wrong") for p in problems}


def _reply(kind: str, name: str, words: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": words, "content": {kind: {"schema": schema}}}
