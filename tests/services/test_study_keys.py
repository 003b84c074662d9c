from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.db import Database
from app.models import User
from app.services import study_keys
from app.services.study_keys import DEFAULTS, Deed, Keys, KeysError
from tests.factories import make_user


@pytest.fixture
def student(database: Database) -> tuple[Database, User]:
    with database.transaction() as session:
        return database, make_user(session)


def save(
    student: tuple[Database, User], wanted: Mapping[Deed, str], *, figures: bool = True
) -> Keys:
    database, known = student
    with database.transaction() as session:
        user = session.get_one(User, known.id)
        study_keys.set_keys(session, user, wanted, figures=figures)
        return study_keys.keys_of(user.preferences, four_grades=user.four_grades)


def test_the_defaults_have_no_conflict_with_two_grades_or_four(
    student: tuple[Database, User],
) -> None:
    for four in (False, True):
        keys = study_keys.keys_of({}, four_grades=four)
        pressed = [key for own in keys.of.values() for key in own]
        assert len(pressed) == len(set(pressed)) == len(keys.commands())
    assert save(student, {}).commands() == study_keys.keys_of({}, four_grades=False).commands()


def test_two_grades_say_forgot_and_knew_it() -> None:
    commands = study_keys.keys_of({}, four_grades=False).commands()
    assert [commands[key] for key in "1234"] == [1, 3, 3, 3]
    assert [study_keys.keys_of({}, four_grades=True).commands()[k] for k in "1234"] == [1, 2, 3, 4]


def test_only_what_differs_is_stored_and_reset_forgets_it(student: tuple[Database, User]) -> None:
    save(student, {Deed.BURY: "b", Deed.UNDO: "u  z", Deed.HELP: ""}, figures=False)
    database, known = student
    with database.transaction() as session:
        user = session.get_one(User, known.id)
        assert user.preferences["keys"] == {"bury": ["b"], "help": []}
        study_keys.reset(session, user)
        assert user.preferences == {}
        assert study_keys.keys_of(user.preferences, four_grades=False).of[Deed.HELP] == ("?",)


def test_names_and_letters_are_read_in_any_case(student: tuple[Database, User]) -> None:
    keys = save(student, {Deed.SHOW: "SPACE arrowright", Deed.FLAG: "\u00c4 ä"})
    assert keys.of[Deed.SHOW] == ("Space", "ArrowRight")
    assert keys.of[Deed.FLAG] == ("ä",)
    assert keys.commands()[" "] == keys.commands()["arrowright"] == "show"


@pytest.mark.parametrize(
    ("wanted", "at"),
    [
        ({Deed.BURY: "u"}, Deed.BURY),
        ({Deed.BURY: "x", Deed.FLAG: "x"}, Deed.FLAG),
        ({Deed.INFO: "9"}, Deed.INFO),
        ({Deed.INFO: "Tab"}, Deed.INFO),
        ({Deed.INFO: "\u200b"}, Deed.INFO),
        ({Deed.INFO: "a b c d e"}, Deed.INFO),
    ],
)
def test_what_will_not_do_is_refused_at_its_deed_and_nothing_is_stored(
    student: tuple[Database, User], wanted: Mapping[Deed, str], at: Deed
) -> None:
    with pytest.raises(KeysError) as refused:
        save(student, wanted)
    assert set(refused.value.faults) == {at}
    assert save(student, {}).of == {
        deed: DEFAULTS[deed] for deed in study_keys.deeds(four_grades=False)
    }


def test_keys_can_change_places(student: tuple[Database, User]) -> None:
    keys = save(student, {Deed.BURY: "@", Deed.SUSPEND: "-"})
    assert (keys.of[Deed.BURY], keys.of[Deed.SUSPEND]) == (("@",), ("-",))
