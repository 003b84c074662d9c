"""A file that did not change is not parsed again, and yet nothing about it is forgotten."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from app.db import Access
from app.decks import parse
from app.decks.identity import plan
from app.decks.identity.likeness import SAMPLE
from app.services.decks import prepare as preparing
from app.services.decks.apply import Status
from app.services.decks.decide import decide, known_note
from app.services.decks.known import load_notes
from app.services.decks.prepare import prepare
from app.services.decks.sources import read_sources
from tests.services.decks.course import Classroom, question, term

CHURN = question("What is churn?", "Losing customers to others.")
OTHER = question("What is loyalty?", "Coming back by one's own will.")


def faults(classroom: Classroom) -> set[tuple[str, int, str, str]]:
    found = classroom.try_apply().diagnostics
    return {(Path(f.path).name, f.line, f.code, f.severity) for f in found}


def test_only_what_changed_is_parsed(
    sqlite_classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        sqlite_classroom.write(f"{n}.md", question(f"What is number {n}?", f"The number {n}."))
    sqlite_classroom.apply()
    parsed: list[str] = []
    real = parse

    def noting(text: str, path: str, *files: object) -> object:
        parsed.append(path)
        return real(text, path, *files)  # type: ignore[arg-type] # - as they came

    monkeypatch.setattr(preparing, "parse", noting)
    sqlite_classroom.write("3.md", question("What is number 3?", "The number three."))
    assert sqlite_classroom.apply().summary["kept"] == 4
    assert set(parsed) == {"3.md"}


def test_a_front_that_an_unchanged_file_asks_is_an_error(classroom: Classroom) -> None:
    classroom.write("a.md", CHURN)
    classroom.write("b.md", OTHER)
    classroom.apply()
    before = classroom.everything()
    classroom.write("b.md", OTHER + question("What is *Churn*?", "A kind of butter."))
    assert faults(classroom) == {("b.md", 4, "same-front", "error")}
    assert classroom.try_apply().status is Status.ERRORS
    assert classroom.everything() == before
    assert classroom.plan().status is Status.ERRORS


def test_an_id_that_an_unchanged_file_has_is_an_error(classroom: Classroom) -> None:
    classroom.write("a.md", question("What is churn?", "Losing customers.", "{#churn}"))
    classroom.write("b.md", OTHER)
    classroom.apply()
    classroom.write("b.md", OTHER + question("What is decay?", "Losing value.", "{#churn}"))
    assert faults(classroom) == {("b.md", 4, "duplicate-id", "error")}


def test_answers_that_collide_across_files_are_found_both_ways(classroom: Classroom) -> None:
    accepting = 'Q: Name the loss of customers. {accept="attrition; leaving"}\nA: churn\n'
    classroom.write("a.md", CHURN)
    classroom.write("b.md", OTHER)
    classroom.apply()
    classroom.write("b.md", OTHER + question("What is the end of staff?", "attrition"))
    assert faults(classroom) == set()
    classroom.write("a.md", CHURN + accepting)
    assert faults(classroom) == {("a.md", 4, "accept-collision", "warning")}
    classroom.write("b.md", OTHER + question("What is it to go?", "leaving"))
    found = classroom.try_apply().diagnostics
    assert [(Path(f.path).name, f.code) for f in found] == [("a.md", "accept-collision")]


def test_what_an_unchanged_file_keeps_for_an_exam_is_not_asked(classroom: Classroom) -> None:
    kept = question("What is secret?", "It is.", '{ use = " exam " }')
    classroom.write("a.md", CHURN + kept)
    classroom.write("b.md", OTHER)
    classroom.apply()
    classroom.write("b.md", OTHER + question("What is secret?", "It is not."))
    assert faults(classroom) == {("b.md", 4, "same-front", "error")}


def test_a_card_goes_to_another_file_and_back_past_unchanged_ones(classroom: Classroom) -> None:
    classroom.write("a.md", CHURN + OTHER)
    classroom.write("b.md", term("Up selling", "Moving a customer to a dearer version."))
    classroom.write("c.md", term("Cross selling", "Offering a customer a related product."))
    classroom.apply()
    before = classroom.notes()["What is churn?"]
    b, c = (classroom.content / name for name in ("b.md", "c.md"))
    texts = b.read_text(), c.read_text()
    for name, more in (("b.md", CHURN), ("c.md", "")) * 2:
        classroom.write("a.md", OTHER if more else CHURN + OTHER)
        classroom.write("b.md", texts[0] + more)
        report = classroom.apply()
        assert (report.summary["moved"], report.summary["new"]) == (1, 0), name
        after = classroom.notes()["What is churn?"]
        assert after.id == before.id
    assert c.read_text() == texts[1]


def test_the_plan_is_the_one_that_all_notes_would_give(sqlite_classroom: Classroom) -> None:
    """What words are worth depends on the whole course, of which little is loaded."""
    numbers = count()
    for n in range(12):
        notes = (question(f"What does word{next(numbers) % 90} do to item {n} of group {m}?",
                          f"It makes item {m} weigh word{next(numbers) % 70} more than {n}.")
                 for m in range(90))  # fmt: skip
        sqlite_classroom.write(f"{n}.md", "".join(notes))
    sqlite_classroom.apply()
    assert next(numbers) // 2 > SAMPLE
    file = sqlite_classroom.content / "7.md"
    edited = file.read_text().replace("to item", "with the item").replace("weigh", "count")
    file.write_text(edited.replace("What does word4", "How does word4"))
    sqlite_classroom.remove("9.md")
    sources = read_sources(sqlite_classroom.content, sqlite_classroom.content)
    prepared = prepare(sqlite_classroom.store(), sources)
    with sqlite_classroom.database.transaction(Access.READ) as session:
        decided = decide(session, prepared).plan
        rows = load_notes(session, prepared.store.course_id)
        whole = plan(
            [known_note(note, {}) for note in rows.values()],
            [draft.deck for draft in prepared.drafts],
            lambda path: path in {"7.md", "9.md"},
        )
    assert decided == whole
    assert "alike" in {decision.rule for decision in decided.decisions}
