"""Switches: where they stand, how far they reach, and what they are given."""

from __future__ import annotations

import pytest

from app.decks.model import Facet, Kind
from tests.decks.reading import cards_of, codes, faults, notes_of, only_note

LIST = "- alpha\n- beta\n"


def test_a_list_asks_for_all_its_entries_in_any_order() -> None:
    note = only_note(f"# The parts\n<!-- cards: list -->\n{LIST}")
    (card,) = note.cards
    assert (card.kind, card.facet, card.ordered) == (Kind.LIST, Facet.LIST, False)
    assert (card.front, card.back) == ("The parts (2 entries)", "-   alpha\n-   beta")
    assert [(item.key, item.text, item.line) for item in card.items] == [
        ("alpha", "alpha", 3),
        ("beta", "beta", 4),
    ]
    assert (note.line, note.end_line) == (3, 4)


def test_one_entry_is_counted_as_one() -> None:
    assert cards_of("# Part\n<!-- cards: list -->\n- alpha\n")[0].front == "Part (1 entry)"


def test_a_question_of_ones_own_replaces_the_heading() -> None:
    text = f'# The parts\n<!-- cards: list ask="Name both parts." #parts -->\n{LIST}'
    note = only_note(text)
    assert (note.cards[0].front, note.explicit_id) == ("Name both parts.", "parts")


def test_entries_may_have_other_wordings() -> None:
    text = '# Parts\n<!-- cards: list -->\n- right quality {accept="condition"}\n- right cost\n'
    assert [item.accept for item in cards_of(text)[0].items] == [("condition",), ()]


def test_a_sub_list_explains_its_entry() -> None:
    text = "# Parts\n<!-- cards: list -->\n- alpha\n  - more on alpha\n- beta\n"
    assert [item.text for item in cards_of(text)[0].items] == ["alpha", "beta"]


def test_attributes_may_stand_on_the_headings_line() -> None:
    note = only_note(f'# Parts {{#parts hint="two"}}\n<!-- cards: list -->\n{LIST}')
    assert (note.explicit_id, note.hint, note.headings) == ("parts", "two", ("Parts",))


@pytest.mark.parametrize(
    "line",
    [
        "<!-- cards: list --> {#parts}",
        "<!-- cards: list --><!-- #parts -->",
        "<!--cards:list #parts-->",
        "<!-- Cards: LIST\n#parts -->",
    ],
)
def test_attributes_may_stand_on_the_directives_line(line: str) -> None:
    assert only_note(f"# Parts\n{line}\n{LIST}").explicit_id == "parts"


def test_the_directive_may_stand_on_the_headings_line() -> None:
    assert only_note(f"# Parts <!-- cards: list -->\n{LIST}").headings == ("Parts",)


def test_steps_ask_for_the_order_and_for_what_follows() -> None:
    note = only_note("# Plan\n<!-- cards: steps -->\n1. Look.\n2. Think.\n3. Act.\n")
    whole, *after = note.cards
    assert (whole.kind, whole.ordered, whole.front) == (Kind.STEPS, True, "Plan (3 entries)")
    assert whole.back == "1.  Look.\n2.  Think.\n3.  Act."
    assert [(card.facet, card.key, card.front, card.back, card.line) for card in after] == [
        (Facet.AFTER, "look", "Plan\n\nWhat follows “Look”?", "Think.", 4),
        (Facet.AFTER, "think", "Plan\n\nWhat follows “Think”?", "Act.", 5),
    ]


def test_a_step_that_is_a_question_ends_its_question() -> None:
    note = only_note("# Ask\n<!-- cards: steps -->\n1. Who pays?\n2. Stop!\n3. When?\n")
    assert [card.front for card in note.cards[1:]] == [
        "Ask\n\nWhat follows “Who pays?”",
        "Ask\n\nWhat follows “Stop!”?",
    ]


def test_a_switch_reaches_the_headings_below_it() -> None:
    text = f"# A\n<!-- cards: list -->\n## B\n{LIST}\n# C\n- gamma\n"
    assert [note.headings for note in notes_of(text)] == [("A", "B")]


def test_what_names_one_note_is_not_handed_down() -> None:
    text = f'# A\n<!-- cards: list #a ask="All?" -->\n{LIST}\n## B\n- gamma\n'
    assert [(n.explicit_id, n.cards[0].front) for n in notes_of(text)] == [
        ("a", "All?"),
        (None, "B (1 entry)"),
    ]


def test_none_switches_off_below() -> None:
    text = f"# A\n<!-- cards: list -->\n{LIST}\n## B\n<!-- cards: none -->\n- gamma\n"
    assert len(notes_of(text)) == 1


def test_a_second_switch_takes_over_in_its_section() -> None:
    text = f"# A\n<!-- cards: list -->\n{LIST}\n<!-- cards: none -->\n1. gamma\n"
    assert len(notes_of(text)) == 1


def test_the_front_matter_switches_for_the_file() -> None:
    text = f"---\ntitle: Parts\ncards: list\n---\n{LIST}\n# B\n<!-- cards: none -->\n- gamma\n"
    assert cards_of(text)[0].front == "Parts (2 entries)"


def test_a_switch_before_the_first_heading_is_for_the_file() -> None:
    assert [n.headings for n in notes_of(f"<!-- cards: list -->\n# A\n{LIST}")] == [("A",)]


def test_context_shows_the_innermost_headings() -> None:
    text = "---\ncontext: 1\n---\n# A\n## B\nQ: Who?\nA: We.\n"
    note = only_note(text)
    assert (note.context, note.headings) == (("B",), ("A", "B"))


def test_a_front_that_is_the_heading_does_not_show_it_twice() -> None:
    text = f"---\ncontext: 1\n---\n# A\n## B\n<!-- cards: list -->\n{LIST}"
    assert only_note(text).context == ("A",)


def test_tags_of_the_file_come_first() -> None:
    text = '---\ntags: [crm]\n---\nQ: Who? {tags="exam; crm"}\nA: We.\n'
    assert only_note(text).tags == ("crm", "exam")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("<!-- cards: lst -->", ("unknown-directive", 2, 6)),
        ("<!-- cards: -->", ("unknown-directive", 2, 6)),
        ("<!-- card: list -->", ("unknown-directive", 2, 6)),
        ("<!-- cards: terns -->", ("unknown-directive", 2, 6)),
        ("<!-- cards: table -->", ("directive-without-target", 2, 6)),
        ('<!-- cards: list key="a" -->', ("unknown-argument", 2, 18)),
        ("<!-- cards: list nonsense -->", ("bad-argument", 2, 18)),
        ('<!-- cards: list ask="" -->', ("bad-argument", 2, 18)),
        ('<!-- cards: list as="x" -->', ("misplaced-attribute", 2, 18)),
        ("Prose <!-- cards: list -->", ("directive-without-target", 2, 11)),
    ],
)
def test_a_faulty_directive_is_reported_at_its_place(
    line: str, fault: tuple[str, int, int]
) -> None:
    assert faults(f"# A\n{line}\n\n{LIST}") == [fault]


def test_a_wrong_switch_in_the_front_matter_is_reported_there() -> None:
    assert faults("---\ncards: lists\n---\n") == [("unknown-directive", 2, 1)]
    assert faults("---\ncards: list\n---\n") == [("directive-without-target", 2, 1)]


def test_other_comments_say_nothing() -> None:
    assert codes("<!-- todo: later -->\n\n<!-- see https://example.org -->\n") == []


@pytest.mark.parametrize(
    ("heading", "reported"),
    [
        ("The three parts", True),
        ("3 parts", True),
        ("The two parts", False),
        ("Chapter 9: parts", False),
        ("Exhibit 9.7", False),
        ("The 5 % rule", False),
        ("Five or two parts", False),
        ("Parts", False),
    ],
)
def test_the_number_in_the_heading_is_checked(heading: str, reported: bool) -> None:
    expected = [("list-length", 3, 1)] if reported else []
    assert faults(f"# {heading}\n<!-- cards: list -->\n{LIST}") == expected


def test_the_same_entry_twice_is_reported_and_kept_apart() -> None:
    text = "# A\n<!-- cards: list -->\n- alpha\n- Alpha.\n"
    assert faults(text) == [("repeated-entry", 4, 3)]


@pytest.mark.parametrize("switch", ["list", "steps"])
def test_an_entry_without_words_is_reported(switch: str) -> None:
    text = f"# A\n<!-- cards: {switch} -->\n-\n- > quoted\n"
    found = [("directive-without-target", 2, 6), ("empty-entry", 3, 1), ("empty-entry", 4, 1)]
    assert faults(text) == found


def test_two_lists_of_a_section_with_one_id_are_reported() -> None:
    text = '# A\n<!-- cards: list #a ask="All?" -->\n- alpha\n\n1. beta\n'
    assert codes(text) == ["duplicate-id", "same-front"]
