"""Which formulas of deck files cannot be set: asked of the sandbox, named at their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.decks.diagnostics import CODES
from app.decks.marks.maths import HINT
from app.decks.model import Diagnostic, Parsed
from app.sandbox import Killed, Sandbox

TARGET = "app.decks.rendering.formulas:faults"
"""What the sandbox given to ``check_formulas`` runs."""

BATCH = 200  # formulas a call, which takes some 0.05 s


def check_formulas(
    parsed: Sequence[Parsed], sandbox: Sandbox | None = None
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each formula of the files that cannot be set as MathML.

    *sandbox* runs ``TARGET``; without it one is started, if there is a formula at all.
    """
    different = list(dict.fromkeys(formula.tex for one in parsed for formula in one.formulas))
    if not different:
        return ()
    if sandbox is None:
        with Sandbox(TARGET) as own:
            faults = _faults(different, own)
    else:
        faults = _faults(different, sandbox)
    return tuple(_diagnostics(parsed, {tex: fault for tex, fault in faults.items() if fault}))


def _faults(formulas: Sequence[str], sandbox: Sandbox) -> dict[str, str]:
    """Return the fault of each formula, "" for none; a batch that is killed is tried singly."""
    found: dict[str, str] = {}
    for start in range(0, len(formulas), BATCH):
        batch = list(formulas[start : start + BATCH])
        try:
            found |= zip(batch, sandbox.run({"formulas": batch}), strict=True)
        except Killed:
            found |= {tex: _alone(tex, sandbox) for tex in batch}
    return found


def _alone(tex: str, sandbox: Sandbox) -> str:
    try:
        (fault,) = sandbox.run({"formulas": [tex]})
    except Killed as killed:
        return f"more than can be set ({killed.detail})"
    return str(fault)


def _diagnostics(parsed: Sequence[Parsed], faults: dict[str, str]) -> Iterator[Diagnostic]:
    for one in parsed:
        for formula in one.formulas:
            if formula.tex in faults:
                yield Diagnostic(
                    one.deck.path,
                    formula.line,
                    formula.column,
                    "broken-tex",
                    CODES["broken-tex"],
                    f"the formula has {faults[formula.tex]}; it shows as its TeX",
                    HINT,
                    f"${' '.join(formula.tex.split())[:98]}$",
                )
