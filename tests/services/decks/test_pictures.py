"""Pictures come in with the decks that show them, and go some time after the last."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from app.db import Access
from app.models import DeckMedia, DeckRendering, Media, Rendering
from app.services.decks.apply import Status
from app.services.doctor import examine
from app.services.media import store
from tests.services.decks.course import Classroom

DECK = "Q: What is ![a funnel](img/funnel.svg)?\nA: A funnel ![again](./img/funnel.svg).\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>{}</title></svg>'


def draw(classroom: Classroom, name: str, title: str) -> Path:
    return classroom.write(name, SVG.format(title))


def pictures(classroom: Classroom) -> list[Media]:
    with classroom.database.transaction(Access.READ) as session:
        return list(session.scalars(select(Media).order_by(Media.created_at)))


def shown(classroom: Classroom) -> set[str]:
    """Return the digests in the HTML of cards and notes."""
    with classroom.database.transaction(Access.READ) as session:
        html = "".join(session.scalars(select(Rendering.front + Rendering.back)))
        html += str(session.scalars(select(DeckRendering.blocks)).all())
    assert "funnel.svg" not in html
    return set(re.findall(r'src="/media/([0-9a-f]{64})"', html))


def test_a_picture_is_stored_once_and_named_by_its_hash(classroom: Classroom) -> None:
    classroom.write("one/a.md", DECK)
    draw(classroom, "one/img/funnel.svg", "1")
    classroom.write("two/b.md", DECK.replace("What", "Which"))
    draw(classroom, "two/img/funnel.svg", "1")
    classroom.apply()
    (picture,) = pictures(classroom)
    assert (picture.kind, picture.size) == ("image/svg+xml", len(SVG.format(1)))
    assert shown(classroom) == {picture.digest}
    assert classroom.try_apply().status is Status.NOTHING_TO_DO


def test_another_picture_under_the_same_name_changes_the_html_and_no_card(
    classroom: Classroom,
) -> None:
    classroom.write("a.md", DECK)
    draw(classroom, "img/funnel.svg", "1")
    classroom.apply()
    before = classroom.cards()
    draw(classroom, "img/funnel.svg", "2")
    report = classroom.apply()
    assert report.summary["kept"] == 1
    assert [c.head for c in classroom.cards().values()] == [c.head for c in before.values()] == [1]
    old, new = pictures(classroom)
    assert shown(classroom) == {new.digest} != {old.digest}
    assert classroom.try_apply().status is Status.NOTHING_TO_DO


def test_a_missing_picture_keeps_the_files_out(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    report = classroom.try_apply()
    assert report.status is Status.ERRORS
    assert {fault.code for fault in report.diagnostics} == {"missing-image"}


def test_a_picture_that_is_deleted_later_is_missed(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    file = draw(classroom, "img/funnel.svg", "1")
    classroom.apply()
    file.unlink()
    assert classroom.try_apply().status is Status.ERRORS
    assert len(shown(classroom)) == 1


def test_links_out_of_the_folder_and_bad_files_are_refused_at_their_place(
    classroom: Classroom, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(SVG.format("secret"))
    classroom.write("a.md", "![a](out.svg)\n\n![b](page.png)\n\n![c](inside.svg)\n")
    (classroom.content / "out.svg").symlink_to(secret)
    draw(classroom, "deep/real.svg", "1")
    (classroom.content / "inside.svg").symlink_to(Path("deep/real.svg"))
    classroom.write("page.png", "<html></html>")
    report = classroom.try_apply()
    assert report.status is Status.ERRORS
    found = [(fault.code, fault.line, fault.message) for fault in report.diagnostics]
    assert found == [
        ("bad-image", 1, "the picture “out.svg” is a link that leads elsewhere"),
        ("bad-image", 3, "the picture “page.png” is no PNG, JPEG, GIF, WebP or SVG"),
    ]


def test_a_pipe_is_no_picture(classroom: Classroom) -> None:
    os.mkfifo(classroom.content / "pipe.svg")
    classroom.write("a.md", "![a](pipe.svg)\n")
    assert [f.code for f in classroom.try_apply().diagnostics] == ["missing-image"]


def test_unused_pictures_go_after_a_month(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    draw(classroom, "img/funnel.svg", "1")
    classroom.apply()
    classroom.write("a.md", "Q: What is no picture at all?\nA: This.\n")
    classroom.apply(confirmed=True)
    for days, left in ((29, 1), (31, 0)):
        with classroom.database.transaction() as session:
            store.purge(session, classroom.now + timedelta(days=days))
        assert len(pictures(classroom)) == left
    with classroom.database.transaction(Access.READ) as session:
        assert session.scalars(select(DeckMedia)).all() == []


def test_pictures_that_are_shown_stay(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    draw(classroom, "img/funnel.svg", "1")
    classroom.apply()
    with classroom.database.transaction() as session:
        store.purge(session, classroom.now + timedelta(days=400))
    assert len(pictures(classroom)) == 1


def test_the_doctor_finds_a_damaged_picture(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    draw(classroom, "img/funnel.svg", "1")
    classroom.apply()
    with classroom.database.transaction() as session:
        assert examine(session).faults == ()
        session.execute(update(Media).values(data=b"other"))
        assert [fault.code for fault in examine(session).faults] == ["picture"]


def test_a_deck_that_moves_takes_its_pictures_along(classroom: Classroom) -> None:
    classroom.write("one/a.md", "---\ndeck: funnels\n---\n" + DECK)
    draw(classroom, "one/img/funnel.svg", "1")
    classroom.apply()
    (classroom.content / "one").rename(classroom.content / "two")
    classroom.apply()
    (picture,) = pictures(classroom)
    assert shown(classroom) == {picture.digest}
