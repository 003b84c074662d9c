"""Damaged files are read as far as they go, or refused; no damage ends in anything else."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.decks import parse
from app.exports import FORMATS, registry
from app.exports.archive import archive
from app.exports.packages import MANIFEST
from app.exports.readers import READERS, ReadError, kind_of
from app.exports.readers.deck_text import deck_text
from tests.exports.sheets import sheet_of

DECK = """Q: What? {points=2 hint="look" tags="a"}
- [x] this ~ that
    - Right = {so}.
- [ ] that \\neq this

Q: True?
A: true

Q: How many?
A= 12.5 ± 1

Q: Which word?
A~ tea | *leaf*

Q: Match.

| a | b |
|---|---|
| c | d |
| e | f |
| | g |

Q: Order.
<!-- order -->
1. one
2. two

Q: Why?
A: essay

Because.

> **Remark:** a list

"""
QTI = ["qti12", "qti21"]
XML_PIECES = [b"", b"<", b">", b"</div>", b"<div>", b'"', b"&amp;", b"&x;", b"\xff", b"-1e999"]
PIECES = [b"{", b"}", b"=", b"~", b"#", b"\\", b"\n\n", b"<p>", b"</", b"&", b"\xff", b"1e9999999"]


@cache
def whole(name: str) -> bytes:
    return registry.write(FORMATS[name], sheet_of(DECK)).data


@cache
def unpacked(name: str) -> dict[str, bytes]:
    with ZipFile(BytesIO(whole(name))) as held:
        return {path: held.read(path) for path in held.namelist()}


def damaged(whole: bytes, data: st.DataObject, pieces: list[bytes]) -> bytes:
    file = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(file)))
        end = data.draw(st.integers(start, min(len(file), start + 40)))
        file[start:end] = data.draw(st.sampled_from(pieces))
    return bytes(file)


def check_reading(kind: str, file: bytes) -> None:
    """Assert that *file* is read or refused, and that what was read makes a deck."""
    assert kind_of(file) in READERS
    try:
        found = READERS[kind](file, "pictures")
    except ReadError:
        return
    assert found.questions
    parse(deck_text(found.title, found.questions), "damaged.md")


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "aiken", *QTI])
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])
def test_no_damage_does_harm(name: str, data: st.DataObject) -> None:
    kind = "qti" if name in QTI else name
    check_reading(kind, damaged(whole(name), data, PIECES))


@pytest.mark.parametrize("name", QTI)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])
def test_no_damage_inside_a_package_does_harm(name: str, data: st.DataObject) -> None:
    files = unpacked(name)
    path = data.draw(st.sampled_from(sorted(files)))
    check_reading("qti", archive({**files, path: damaged(files[path], data, XML_PIECES)}))


@pytest.mark.parametrize("name", QTI)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])
def test_no_other_element_in_its_place_does_harm(name: str, data: st.DataObject) -> None:
    """Well-formed documents go further in than damaged ones: names and values change places."""
    files = unpacked(name)
    path = data.draw(st.sampled_from(sorted(set(files) - {MANIFEST})))
    text = files[path].decode()
    words = sorted(set(re.findall(r"[\w.-]+", text)))
    old, new = data.draw(st.sampled_from(words)), data.draw(st.sampled_from([*words, "", "1e999"]))
    changed = re.sub(rf"(?<![\w.-]){re.escape(old)}(?![\w.-])", new, text)
    check_reading("qti", archive({**files, path: changed.encode()}))


def bomb(count: int, size: int) -> bytes:
    """Return a package of *count* files of *size* zeros, which packs to next to nothing."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as made:
        made.writestr(MANIFEST, unpacked("qti21")[MANIFEST])
        for number in range(count):
            made.writestr(f"{number}.xml", b"\0" * size)
    return held.getvalue()


def packed(name: str, content: bytes) -> bytes:
    """Return a package whose manifest lists one document."""
    manifest = f'<manifest><resources><resource href="{name}"/></resources></manifest>'
    return archive({MANIFEST: manifest.encode(), name: content})


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><questestinterop>&c;'
OTHER = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><assessmentItem>&b;'


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"PK\x03\x04", "damaged, or it is none. Export it once more"),
        (bomb(1, 30 * 2**20), "200 times its size"),
        (bomb(5_001, 0), "more than 5,000 files"),
        (archive({"notes.txt": b""}), "no imsmanifest.xml"),
        (archive({MANIFEST: b"<manifest>"}), "no XML"),
        (archive({MANIFEST: ENTITIES}), "DOCTYPE"),
        (archive({MANIFEST: b"<manifest/>", "../up.xml": b""}), "points out of it"),
        (archive({MANIFEST: b"<manifest/>"}), "no question that can be taken over"),
        (packed("item.xml", ENTITIES), "no question that can be taken over"),
        (packed("item.xml", b"<qti-assessment-item/>"), "QTI 3, which is not read. Export it as"),
        (ENTITIES, "DOCTYPE"),
        (OTHER, "DOCTYPE"),
        (b"<html></html>", "begins with <html>"),
        ("<questestinterop>é".encode("latin-1"), "no XML"),
        (b'<?xml version="1.0" encoding="klingon"?><questestinterop/>', "no XML"),
        (b"<assessmentItem>" + b"<div>" * 500, "more than 150 elements inside each other"),
        (b"<assessmentItem/>", "no question that can be taken over"),
    ],
)
def test_what_is_no_qti_or_evil_is_refused(file: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=re.escape(why)):
        READERS["qti"](file, "pictures")


@pytest.mark.parametrize("name", QTI)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_an_archive_that_was_cut_off_is_refused(name: str, share: float) -> None:
    file = whole(name)
    with pytest.raises(ReadError, match="Export it once more"):
        READERS["qti"](file[: int(len(file) * share)], "pictures")


def test_one_document_that_cannot_be_read_leaves_the_others() -> None:
    files = unpacked("qti21")
    items = sorted(path for path in files if path.startswith("items/"))
    found = READERS["qti"](archive({**files, items[0]: ENTITIES, items[1]: b"<a"}), "pictures")
    assert len(found.questions) == len(items) - 2
    assert {loss.question for loss in found.losses if loss.left_out} == set(items[:2])


def test_names_that_point_elsewhere_are_only_looked_up() -> None:
    item = unpacked("qti21")
    text = next(data for path, data in item.items() if path.startswith("items/")).decode()
    shown = text.replace("<itemBody>", '<itemBody><p><img src="../../etc/x.png" alt="x"/></p>', 1)
    found = READERS["qti"](packed("item.xml", shown.encode()), "pictures")
    assert found.pictures == {}
    assert "the picture ../../etc/x.png, which is not in the file" in {
        loss.what for loss in found.losses
    }


@pytest.mark.parametrize("number", ["1e999999", "NaN", "Infinity", "many", ""])
def test_a_number_that_is_none_leaves_its_question_out(number: str) -> None:
    text = f"How many? {{#{number}:0}}\n\nTrue? {{T}}\n"
    found = READERS["gift"](text.encode(), "pictures")
    assert [one.type for one in found.questions] == ["true_false"]
    assert found.losses[0].what.startswith("its answer is ")
