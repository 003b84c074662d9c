"""Every page of the site, for all that looks at every page: the gallery and the HTML check.

A new GET route is named here, in PAGES or in NO_PAGES, or `find` refuses it by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from werkzeug.routing import Map

from app.services.demo.history import SLUG


class Who(Enum):
    """Whose eyes a page is seen with; the value is the address of an account in the demo."""

    VISITOR = ""
    NEWCOMER = "noor@example.org"
    STUDENT = "ben@example.org"
    INSTRUCTOR = "instructor@example.org"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as *who* sees it at *path*; *name* is unique and fit for a file."""

    name: str
    who: Who
    path: str


# Endpoint → the names of its pictures, and who looks.
PAGES: Mapping[str, Mapping[str, Who]] = {
    "accounts.invitation": {"invitation": Who.NEWCOMER},
    "accounts.join_page": {"join": Who.NEWCOMER},
    "accounts.log_in_page": {"login": Who.VISITOR},
    "accounts.sign_up_page": {"signup": Who.VISITOR},
    "author.card_kinds": {"author-card-kinds": Who.INSTRUCTOR},
    "author.card_page": {"author-card": Who.INSTRUCTOR},
    "author.conflict": {"conflict": Who.INSTRUCTOR},
    "author.decks": {"author-decks": Who.INSTRUCTOR},
    "author.draft_plan": {"author-plan": Who.INSTRUCTOR},
    "author.editor": {"author-editor": Who.INSTRUCTOR},
    "author.folder": {"author-folder": Who.INSTRUCTOR},
    "author.merge_page": {"merge": Who.INSTRUCTOR},
    "author.plan_page": {"plan": Who.INSTRUCTOR},
    "author.revisions": {"author-revisions": Who.INSTRUCTOR},
    "classes.copy_page": {"class-copy": Who.INSTRUCTOR},
    "classes.decks": {"class-decks": Who.INSTRUCTOR},
    "classes.details": {"class-details": Who.INSTRUCTOR},
    "classes.exam": {"class-exam": Who.INSTRUCTOR},
    "classes.exams": {"class-exams": Who.INSTRUCTOR},
    "classes.new": {"class-new": Who.INSTRUCTOR},
    "classes.new_exam": {"class-exam-new": Who.INSTRUCTOR},
    "classes.overview": {"class": Who.INSTRUCTOR},
    "classes.people": {"class-people": Who.INSTRUCTOR},
    "classes.person": {"class-person": Who.INSTRUCTOR},
    "courses.course": {"course": Who.STUDENT, "course-of-instructor": Who.INSTRUCTOR},
    "courses.dashboard": {
        "landing": Who.VISITOR,
        "dashboard": Who.STUDENT,
        "dashboard-empty": Who.NEWCOMER,
        "dashboard-of-instructor": Who.INSTRUCTOR,
    },
    "exams.add_page": {"exam-add": Who.INSTRUCTOR},
    "exams.choose_items": {"exam-items": Who.INSTRUCTOR},
    "exams.export_page": {"exam-export": Who.INSTRUCTOR},
    "exams.item": {"exam-item": Who.INSTRUCTOR},
    "exams.item_bank": {"exam-bank": Who.INSTRUCTOR},
    "exams.paper": {"exam-build": Who.INSTRUCTOR},
    "exams.papers": {"exam-papers": Who.INSTRUCTOR},
    "exams.past": {"exam-past": Who.STUDENT},
    "exams.past_exam": {"exam-past-one": Who.STUDENT},
    "exams.preview": {"exam-preview": Who.INSTRUCTOR},
    "exams.results_page": {"exam-results": Who.INSTRUCTOR},
    "imports.choose": {"import": Who.INSTRUCTOR},
    "insights.page": {"insights": Who.INSTRUCTOR},
    "offline.page": {"offline": Who.VISITOR},
    "my_cards.card": {"my-card": Who.STUDENT},
    "my_cards.cards": {"my-cards": Who.STUDENT},
    "my_cards.new_card": {"my-card-new": Who.STUDENT},
    "my_cards.own_note": {"my-note": Who.STUDENT},
    "my_cards.own_notes": {"my-notes": Who.STUDENT},
    "my_cards.text": {"my-cards-text": Who.STUDENT},
    "preferences.delete_page": {"settings-delete": Who.STUDENT},
    "preferences.deleted": {"settings-deleted": Who.VISITOR},
    "preferences.password_page": {"settings-password": Who.STUDENT},
    "preferences.settings": {"settings": Who.STUDENT},
    "quizzes.attempt_page": {"quiz": Who.STUDENT},
    "quizzes.choose": {"quizzes": Who.STUDENT},
    "quizzes.corrected_keys": {"quiz-corrections": Who.INSTRUCTOR},
    "quizzes.items_page": {"quiz-items": Who.INSTRUCTOR},
    "quizzes.new_quiz": {"quiz-new": Who.INSTRUCTOR},
    "quizzes.preview": {"quiz-preview": Who.INSTRUCTOR},
    "quizzes.quiz_page": {"quiz-change": Who.INSTRUCTOR},
    "quizzes.results_page": {"quiz-results": Who.INSTRUCTOR},
    "quizzes.review_page": {"quiz-review": Who.STUDENT},
    "quizzes.staff": {"quizzes-of-instructor": Who.INSTRUCTOR},
    "quizzes.start_page": {"quiz-start": Who.STUDENT},
    "progress.course": {"progress": Who.STUDENT},
    "progress.courses": {"progress-empty": Who.NEWCOMER},
    "reading.deck": {"notes": Who.STUDENT},
    "reading.paper": {"print": Who.STUDENT},
    "search.page": {"search": Who.STUDENT},
    "study.page": {"study": Who.STUDENT},
    "worklist.look": {"worklist-accept": Who.INSTRUCTOR},
    "worklist.mine_page": {"reports": Who.STUDENT},
    "worklist.page": {"worklist": Who.INSTRUCTOR},
    "worklist.suggest_page": {"suggest": Who.STUDENT},
}
NO_PAGES: Mapping[str, str] = {
    "api.card": "JSON",
    "api.courses": "JSON",
    "api.openapi": "JSON",
    "api.queue": "JSON",
    "api.readiness": "JSON",
    "api.session": "JSON",
    "author.folder_file": "a ZIP file",
    "classes.code_picture": "a picture, shown on the class page",
    "classes.people_file": "a CSV file",
    "exams.file": "a file to download",
    "exams.results_file": "a CSV file",
    "health.alive": "plain text",
    "health.metrics": "plain text",
    "health.ready": "plain text",
    "my_cards.export": "a file",
    "my_cards.export_notes": "a file",
    "media.picture": "a picture, shown in notes and on cards",
    "offline.manifest": "JSON",
    "offline.study_shell": "the study page of nobody, which the service worker keeps",
    "offline.worker": "a script",
    "preferences.my_data": "JSON",
    "quizzes.results_file": "a CSV file",
    "static": "files",
}
# Pages that belong to no route.
REFUSALS = (
    Page("error-404", Who.STUDENT, "/nothing"),
    Page("error-403", Who.STUDENT, f"/classes/{SLUG}"),
)


def find(routes: Map, arguments: Mapping[str, Any]) -> list[Page]:
    """Return every page of these routes, with *arguments* filled in by their names.

    Raises LookupError for a GET route that is neither in PAGES nor in NO_PAGES, for one that
    is there no more, and for an argument that *arguments* does not have.
    """
    rules = {r.endpoint: r for r in routes.iter_rules() if "GET" in (r.methods or ())}
    known = {*PAGES, *NO_PAGES}
    if unnamed := sorted({*rules} - known):
        raise LookupError(f"scripts/pages.py names no page for: {', '.join(unnamed)}")
    if gone := sorted(known - {*rules}):
        raise LookupError(f"scripts/pages.py names routes that are gone: {', '.join(gone)}")
    needed = {name for endpoint in PAGES for name in rules[endpoint].arguments}
    if unfilled := sorted(needed - {*arguments}):
        raise LookupError(f"nothing to fill these arguments with: {', '.join(unfilled)}")
    adapter = routes.bind("localhost")
    found = [
        Page(
            name, who, adapter.build(endpoint, {a: arguments[a] for a in rules[endpoint].arguments})
        )
        for endpoint, views in PAGES.items()
        for name, who in views.items()
    ]
    return [*found, *REFUSALS]
