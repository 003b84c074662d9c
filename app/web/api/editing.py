"""What the editor's script gets from its calls; `app.web.author.live` answers them."""

from __future__ import annotations

from pydantic import BaseModel


class DraftOut(BaseModel):
    """The number of a draft as it is now; *taken* if another tab has it and nothing was saved."""

    sequence: int
    taken: bool


class FaultOut(BaseModel):
    """What is wrong with a deck's text, where (1-based), and how to mend it."""

    line: int
    column: int
    severity: str
    code: str
    message: str
    hint: str


class PreviewOut(BaseModel):
    """What a text becomes: *cards* is sanitised HTML, *verdict* a sentence."""

    faults: list[FaultOut]
    cards: str
    verdict: str
