"""Plain text of cards in columns, read back by the csv module."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from app.exports.decks import FORMATS, registry
from app.exports.decks.tables import COLUMNS
from tests.exports.decks.collections import collection_of

DECK = """\
---
title: Words
chapter: one
deck: words
---
Churn {#churn}
:   Losing a *customer* & more:

    - one
    - two

Quality is shaped by ==reliability==. {#gap}

Q: =SUM(A1)? {#sum hint="@once"}
A: \N{FULLWIDTH EQUALS SIGN}1+1, said plainly.

> **Remark:** remarkable.

Q: Secret? {#secret use=exam}
A: Hidden answer.
"""


def written(name: str) -> str:
    return registry.write(FORMATS[name], collection_of(DECK)).data.decode()


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written("csv"))))


def test_tsv_has_a_line_a_term_with_its_definition_behind_one_tab() -> None:
    lines = [line.split("\t") for line in written("tsv").splitlines()]
    assert [len(line) for line in lines] == [2, 2, 2]
    assert lines[0] == ["Churn", "Losing a customer & more:; one; two"]


def test_tsv_answers_a_gap_with_what_is_hidden() -> None:
    question, answer = written("tsv").splitlines()[1].split("\t")
    assert (question, answer) == ("Quality is shaped by […].", "reliability")


def test_csv_has_the_documented_columns_and_a_row_for_every_card() -> None:
    found = rows()
    assert tuple(found[0]) == COLUMNS
    assert [row["facet"] for row in found] == ["forward", "reverse", "cloze", "forward"]
    assert found[0]["front"] == "Churn"
    assert found[0]["back"] == "Losing a customer & more:\none\ntwo"
    assert (found[0]["deck"], found[0]["chapter"], found[0]["note"]) == (
        "Words", "one", "words #churn",
    )  # fmt: skip
    assert found[3]["remark"] == "remarkable."


def test_no_cell_of_the_csv_begins_as_a_formula_does() -> None:
    asked = rows()[3]
    assert (asked["front"], asked["back"]) == (
        "'=SUM(A1)?",
        "'\N{FULLWIDTH EQUALS SIGN}1+1, said plainly.",
    )
    assert asked["hint"] == "'@once"


@pytest.mark.parametrize("name", ["tsv", "csv", "html"])
def test_what_is_kept_for_an_exam_is_not_in_the_file(name: str) -> None:
    assert "Secret" not in written(name)
    assert "Hidden" not in written(name)


def test_what_tsv_leaves_behind_is_said() -> None:
    lost = registry.losses(FORMATS["tsv"], collection_of(DECK))
    assert ("words #sum", "its remark and its hint") in [(one.question, one.what) for one in lost]
