"""What `deck plan`, `deck apply` and `demo` say about a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.cli.deck_check import as_text as faults_as_text
from app.decks.normal import bare
from app.services.decks.apply import Report, Status
from app.services.decks.drafts import Clash

COUNTS = ("kept", "edited", "moved", "new", "retired", "revived")
FRONT = 70  # characters of a front that tell which note it is

OUTCOMES = {
    Status.APPLIED: "Applied",
    Status.NOTHING_TO_DO: "Nothing to do",
    Status.ERRORS: "Not applied, because a file has an error",
    Status.CONFLICT: "Not applied, because of a conflict",
    Status.GUARDED: "Needs a confirmation",
}


def as_text(report: Report) -> str:
    """Return one line: the outcome, and how many notes it concerns in which way."""
    counts = ", ".join(f"{report.summary[name]} {name}" for name in COUNTS)
    return f"{OUTCOMES[report.status]}: {counts}."


def failed(report: Report) -> bool:
    """Tell whether the files cannot be applied as they are."""
    return report.status in {Status.ERRORS, Status.CONFLICT}


def messages(report: Report) -> Iterator[str]:
    """Yield what a person should read: faults, conflicts, and what would be retired."""
    if report.diagnostics:
        yield faults_as_text(report.diagnostics)
    if report.status is Status.ERRORS:
        yield "None of the files was applied; what was served stays served."
    for key in report.merged:
        yield f"{key}: the changes in the browser and in the file are merged."
    for clash in report.clashes:
        yield from _clash(clash)
    for key in report.conflicts:
        yield (
            f"{key}: changed in the browser and in the files since it was last applied. "
            "Nothing was applied, and nothing is lost. Say which text holds on the course's page "
            "“Take in the files”, or bring the browser's text into the file; then apply again."
        )
    if report.status is Status.GUARDED:
        for gone in report.retired:
            yield f"{gone.deck}:{gone.line}: would be retired: {_short(gone.front)}"
        yield report.summary["guard"]["reason"]


def remedy(course: str, path: Path) -> str:
    """Return what to do about a guard."""
    return (
        "Nothing was applied. Retired cards keep their history and come back with their text. "
        f"If this is meant: flask deck apply {course} {path} --yes"
    )


def _clash(clash: Clash) -> Iterator[str]:
    """Yield, for each place that both sides changed, what either says."""
    for conflict in clash.merge.conflicts:
        yield f"{clash.source.path}:{conflict.line}: changed on both sides"
        yield from (f"    file:    {line}" for line in conflict.file or ("(deleted)",))
        yield from (f"    browser: {line}" for line in conflict.browser or ("(deleted)",))


def _short(front: str) -> str:
    text = bare(front)
    return text if len(text) <= FRONT else f"{text[: FRONT - 1]}…"
