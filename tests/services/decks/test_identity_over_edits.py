"""What a note is called in the file, or where, must not matter to whoever has learned it."""

from __future__ import annotations

from app.services.decks.apply import Status
from tests.services.decks.course import Classroom, question, term

FILLER = "".join(
    question(f"What is the filler number {n}?", f"The answer number {n}.") for n in range(9)
)
CHURN = "Why do satisfied customers leave?"


def test_an_explicit_id_keeps_the_note_whatever_its_text(classroom: Classroom) -> None:
    classroom.write("a.md", question("What is churn?", "Losing customers.", "{#churn}") + FILLER)
    classroom.apply()
    before = classroom.notes()["What is churn?"]
    classroom.write("a.md", question("Define churn.", "Customers go away.", "{#churn}") + FILLER)
    assert classroom.apply().summary["edited"] == 1
    assert classroom.notes()["Define churn."].id == before.id


def test_the_same_text_stays_the_same_note_wherever_it_stands(classroom: Classroom) -> None:
    classroom.write("a.md", question(CHURN, "A better offer.") + FILLER)
    classroom.apply()
    before = classroom.notes()[CHURN]
    classroom.write("a.md", FILLER + question(CHURN, "A better offer."))
    assert classroom.apply().summary["kept"] == 10
    after = classroom.notes()[CHURN]
    assert (after.id, after.head) == (before.id, before.head)
    assert (before.position, after.position) == (0, 9)


def test_a_note_that_moves_to_another_file_keeps_its_history(classroom: Classroom) -> None:
    classroom.write("a.md", FILLER + question(CHURN, "A better offer."))
    classroom.write("b.md", term("Up selling", "Moving a customer to a dearer version."))
    classroom.apply()
    before = classroom.notes()[CHURN]
    classroom.write("a.md", FILLER)
    classroom.write(
        "b.md",
        term("Up selling", "Moving a customer to a dearer version.")
        + question(CHURN, "A better offer."),
    )
    assert classroom.apply().summary["moved"] == 1
    after = classroom.notes()[CHURN]
    assert after.id == before.id
    assert after.deck_id == classroom.decks()["b.md"].id != before.deck_id


def test_capitals_emphasis_and_a_full_stop_are_the_same_note(classroom: Classroom) -> None:
    classroom.write("a.md", question(CHURN, "A better offer") + FILLER)
    classroom.apply()
    before = classroom.notes()[CHURN]
    classroom.write("a.md", question(CHURN, "A **Better** offer.") + FILLER)
    assert classroom.apply().summary["edited"] == 1
    after = classroom.notes()[CHURN]
    assert (after.id, after.head) == (before.id, 2)


def test_a_note_that_went_comes_back_with_its_text(classroom: Classroom) -> None:
    classroom.write("a.md", question(CHURN, "A better offer.") + FILLER)
    classroom.apply()
    before = classroom.notes()[CHURN]
    classroom.write("a.md", FILLER)
    assert classroom.apply().summary["retired"] == 1
    assert CHURN not in classroom.notes()
    assert classroom.cards()[CHURN, "forward"].retired_at == classroom.now
    classroom.write("a.md", FILLER + question(CHURN, "A better offer."))
    assert classroom.apply().summary["revived"] == 1
    assert classroom.notes()[CHURN].id == before.id
    assert classroom.cards()[CHURN, "forward"].retired_at is None


def test_an_edit_taken_back_gives_every_note_its_own_id_again(classroom: Classroom) -> None:
    first = question("Who was first?", "Alpha.") + question("Who was second?", "Beta.") + FILLER
    classroom.write("a.md", first)
    classroom.apply()
    before = {front: note.id for front, note in classroom.notes().items()}
    classroom.write("a.md", question("Who was third?", "Gamma.") + FILLER)
    classroom.apply(confirmed=True)
    classroom.write("a.md", first)
    classroom.apply(confirmed=True)
    assert {front: note.id for front, note in classroom.notes().items()} == before


def test_a_cloze_that_goes_is_retired_alone_and_comes_back(classroom: Classroom) -> None:
    both = "A perfect order is ==the seven R's== plus ==the documentation==. {#order}\n\n"
    classroom.write("a.md", both + FILLER)
    classroom.apply()
    clozes = {c.key: c for (_, facet), c in classroom.cards().items() if facet == "cloze"}
    assert len(clozes) == 2
    gone = next(card for key, card in clozes.items() if "documentation" in key)
    classroom.write("a.md", both.replace("==the documentation==", "the documentation") + FILLER)
    classroom.apply()
    now = {c.id: c for (_, facet), c in classroom.cards().items() if facet == "cloze"}
    assert [card.id for card in now.values() if card.retired_at] == [gone.id]
    classroom.write("a.md", both + FILLER)
    classroom.apply()
    again = {c.id: c for (_, facet), c in classroom.cards().items() if facet == "cloze"}
    assert {card.id for card in again.values() if not card.retired_at} == {
        card.id for card in clozes.values()
    }


def test_the_entries_of_a_list_keep_their_ids_over_edits(classroom: Classroom) -> None:
    heading = "## The R's\n<!-- cards: list #rs -->\n"
    classroom.write("a.md", heading + "- the right product\n- the right price\n- the right place\n")
    classroom.apply()
    before = _items(classroom)
    classroom.write(
        "a.md", heading + "- the right place\n- the *right* product\n- the right time\n"
    )
    assert classroom.apply().status is Status.APPLIED
    after = _items(classroom)
    assert after["the right place"] == before["the right place"]
    assert after["the *right* product"] == before["the right product"]
    assert after["the right time"] not in before.values()


def _items(classroom: Classroom) -> dict[str, str]:
    card = next(card for (_, facet), card in classroom.cards().items() if facet == "list")
    return {item["text"]: item["id"] for item in classroom.revision(card).items}
