"""The shapes of the JSON API: what is accepted, and what the OpenAPI document describes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from app.models import EventType, Mode
from app.services.events.types import NewEvent

BATCH = 500
DETAIL_BYTES = 8192
INT32 = 2**31 - 1
FIRST_YEAR, LAST_YEAR = 2000, 9000
ZONES = frozenset(available_timezones())


def _storable(detail: dict[str, Any]) -> dict[str, Any]:
    """Refuse what a database cannot keep: NUL, lone surrogates, NaN, and too much."""
    text = json.dumps(detail, ensure_ascii=False, allow_nan=False)
    if "\\u0000" in text:
        raise ValueError("contains the character NUL")
    if len(text.encode("utf-8")) > DETAIL_BYTES:
        raise ValueError(f"is longer than {DETAIL_BYTES} bytes")
    return detail


def _zone(name: str) -> str:
    if name not in ZONES:
        raise ValueError("is not an IANA time zone such as Europe/Vienna")
    return name


def _plausible(at: datetime) -> datetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f"is not between the years {FIRST_YEAR} and {LAST_YEAR}")
    return at.astimezone(UTC)


class EventIn(BaseModel):
    """One event from a client. Which fields a type needs is checked together."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    device: UUID
    seq: Annotated[int, Field(ge=0, le=INT32, strict=True)]
    type: EventType
    mode: Mode | None = None
    card: UUID | None = None
    version: Annotated[int, Field(ge=1, le=INT32, strict=True)] | None = None
    rating: Annotated[int, Field(ge=1, le=4, strict=True)] | None = None
    target: UUID | None = None
    answered_at: Annotated[AwareDatetime, AfterValidator(_plausible)]
    zone: Annotated[str, Field(max_length=64), AfterValidator(_zone)]
    elapsed_ms: Annotated[int, Field(ge=0, le=INT32, strict=True)] = 0
    detail: Annotated[dict[str, Any], AfterValidator(_storable)] = Field(default_factory=dict)

    @field_validator("elapsed_ms", "detail", mode="before")
    @classmethod
    def _null_is_absent(cls, value: Any, info: Any) -> Any:
        if value is None:
            return 0 if info.field_name == "elapsed_ms" else {}
        return value

    @model_validator(mode="after")
    def _complete(self) -> EventIn:
        needed = {
            EventType.REVIEW: ("card", "rating", "mode", "version"),
            EventType.RETRACT: ("target",),
        }.get(self.type, ("card",))
        missing = [name for name in needed if getattr(self, name) is None]
        if missing:
            raise ValueError(f"a {self.type.value} needs {', '.join(missing)}")
        return self

    def new_event(self) -> NewEvent:
        """Return the event as the service takes it."""
        return NewEvent(**{name: getattr(self, name) for name in EventIn.model_fields})


class EventsIn(BaseModel):
    """A batch. Its events are checked one by one, so that one bad one spoils no other."""

    model_config = ConfigDict(extra="ignore")

    events: Annotated[list[Any], Field(max_length=BATCH)]


class ResultOut(BaseModel):
    """What became of one event; *id* is as it was sent."""

    id: Any
    status: Literal["stored", "duplicate", "rejected"]
    reason: str | None = None


class EventsOut(BaseModel):
    """The answer to a batch, in its order."""

    results: list[ResultOut]
    server_time: datetime


class UserOut(BaseModel):
    """The account behind the session."""

    id: UUID
    name: str
    email: str


class SessionOut(BaseModel):
    """Who is logged in here, and the token that writes need."""

    user: UserOut
    csrf: str


class OutcomeOut(BaseModel):
    """Where one rating leads; *next* nests through the remaining learning steps."""

    due: datetime
    label: str
    phase: str
    next: dict[str, OutcomeOut] | None = None


class StateOut(BaseModel):
    """The memory state of a card."""

    phase: Literal["new", "learning", "review", "relearning"]
    due: datetime | None
    stability: float | None
    difficulty: float | None
    repetitions: int
    lapses: int
    flagged: bool


class ItemOut(BaseModel):
    """An entry of a list answer, as sanitised HTML; *side* is its column in a contrast.

    Of an option, *right*, *feedback* (HTML, perhaps empty) and whether it is *pinned* to its place;
    of what is to be matched, *choice*, the place of what belongs to it in the last list of the
    front, from 0. *asked* and *missed* count the student's last answers to the card: at most five.
    """

    id: str
    text: str
    side: str
    right: bool | None = None
    feedback: str = ""
    pinned: bool = False
    choice: int | None = None
    asked: int = 0
    missed: int = 0


class NumberOut(BaseModel):
    """The answer to a numeric question; decimals as text, so that none is rounded."""

    value: str
    tolerance: str
    unit: str


class CardOut(BaseModel):
    """A card to study. *front*, *back* and *note* are sanitised HTML.

    *own_note* is what the student wrote on the card for nobody else, as plain text; *private*:
    the card is the student's own, which nobody else can mend.
    *advice* says what may help where the student keeps forgetting the card, else null; *corrected*
    the answer (HTML) that they learned before it was corrected, told once, else null. *wordings*
    may be typed, the answer first (empty: nothing is typed); *truth* is that of a statement and
    *number* the answer to a numeric question, else null.
    """

    card: UUID
    version: int
    render: int
    kind: str
    facet: str
    front: str
    back: str
    note: str
    hint: str
    items: list[ItemOut]
    ordered: bool
    accept: list[str]
    context: list[str]
    language: str
    notes_url: str
    advice: str | None
    own_note: str
    private: bool = False
    corrected: str | None = None
    state: StateOut
    outcomes: dict[str, OutcomeOut]
    wordings: list[str] = []
    truth: bool | None = None
    number: NumberOut | None = None


class MarkingOut(BaseModel):
    """What a typed answer may be confused with: the *terms* of the course as they are written,
    and the *words* it uses, folded and without inflection, with spaces between.
    """

    terms: list[str]
    words: str


class CountsOut(BaseModel):
    """How many cards of each phase the whole queue holds, beyond the limit as well."""

    new: int
    learning: int
    review: int


class ExamOut(BaseModel):
    """An exam, as it is called, and when it is."""

    title: str
    at: datetime


class LeftOutOut(BaseModel):
    """Cards of a deck that will not fit before the exam at the student's minutes a day."""

    deck: UUID
    title: str
    cards: int


class ComingDayOut(BaseModel):
    """A study day to come: *cards* that no other day has, with the outcomes when it *starts*.

    The rest tells how many cards fit that were left over from the days before.
    """

    starts: datetime
    minutes: float
    most_new: int
    seconds_per_new: float
    seconds_per_review: float
    cards: list[CardOut]


class QueueOut(BaseModel):
    """The cards to study next, in order.

    In exam mode only: *exam*; *repeat_failed*, whether a failed card comes back in this run,
    after five others; *left_out*, which never-shown cards will not fit. *marking* comes with
    cards whose answers are typed. *rests_after*: the last exam, after which schedule mode has no
    cards until the student asks to keep remembering. *later*: the days after today, as many as were
    asked for.
    """

    server_time: datetime
    mode: str
    counts: CountsOut
    minutes_left: float
    cards: list[CardOut]
    exam: ExamOut | None = None
    repeat_failed: bool = False
    left_out: list[LeftOutOut] = []
    marking: MarkingOut | None = None
    rests_after: ExamOut | None = None
    later: list[ComingDayOut] = []


class SavedOut(BaseModel):
    """What became of a saved answer of a quiz, and the last number that counts for it."""

    fate: str
    last: int


class ProblemOut(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
