"""What statuses, uses and types are called, and the sentences after a form was sent."""

from __future__ import annotations

from collections.abc import Mapping

from app.web.languages import later as _

TYPES: Mapping[str, str] = {
    "choice": _("Choice"),
    "true_false": _("True or false"),
    "short_answer": _("Short answer"),
    "numeric": _("Number"),
    "list": _("List"),
    "matching": _("Matching"),
    "ordering": _("Ordering"),
    "cloze": _("Cloze"),
    "essay": _("Essay"),
}
STATUSES: Mapping[str, str] = {
    "draft": _("Draft"),
    "approved": _("Approved"),
    "retired": _("Retired"),
}
USES: Mapping[str, str] = {"exam": _("For exams"), "practice": _("For practice")}

SENTENCES: Mapping[str, str] = {
    "saved": _("Saved."),
    "drawn": _("Drawn. The preview below shows every version as it will be printed."),
    "short": _("Drawn, but the bank could not fill the table: the rows say what is missing."),
    "made": _("The exam is made. Say below what it asks."),
    "duplicated": _("Duplicated, with a seed of its own. Look it over, then draw its items."),
    "deleted": _("The exam is deleted. Its items stay in the bank."),
    "released": _("Released. Students can read the exam from now on."),
    "released-hidden": _("Released. Students do not see it."),
    "results": _("The results are in. The figures of each item stand in the bank as well."),
    "results-deleted": _("The results are deleted. The figures of the items stay."),
    "approved": _("Approved: exams can draw it now."),
    "retired": _("Retired: no exam draws it any more. Its history stays."),
    "draft": _("It is a draft now: no exam draws it."),
    "unchanged": _("Nothing was changed: the text is what it was."),
    "nothing-chosen": _("Nothing was done: tick the items first."),
}
