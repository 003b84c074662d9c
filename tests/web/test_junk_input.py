"""Whatever arrives, the answer is a page or a 4xx, never a fault of ours."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import Offering
from app.web.plain_text import is_storable
from tests.web.browser import Browser

JUNK = [
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # a lone surrogate, as some encoders write it
    b"\xc0\xaf",
    b"9" * 10_000,
    b"-" + b"9" * 10_000,
    b"NaN",
    b"9223372036854775808",
    b"' OR 1=1 --",
    b"{{7*7}}",
    b"<script>x</script>",
    b"../../../etc/passwd",
    "\u202e\u2066\U000e0041".encode(),
    b"%s%n%x",
    b"a" * 100_000,
]


def percent(junk: bytes) -> str:
    return "".join(f"%{byte:02x}" for byte in junk)


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk[:12]))
def test_junk_in_any_field_is_a_4xx_or_a_plain_answer(ann: Browser, junk: bytes) -> None:
    token = ann.token()
    fields = {
        "/login": ("email", "password", "next"),
        "/signup": ("name", "email", "password", "zone", "next"),
        "/join": ("code",),
        "/logout": ("more",),
        "/settings/you": ("name", "language"),
        "/settings/day": ("zone", "rollover_hour"),
        "/settings/week": ("weekday_1",),
        "/settings/breaks": ("first", "last"),
        "/settings/breaks/remove": ("first", "last"),
        "/settings/studying": ("grades", "type_answers"),
        "/settings/keys": ("key_show", "key_undo", "single_keys", "figures"),
        "/settings/looks": ("type_size", "motion"),
        "/settings/privacy": ("learn",),
        "/settings/password": ("current_password", "new_password"),
        "/settings/delete": ("current_password",),
    }
    for path, names in fields.items():
        for name in names:
            good = {"name": "A", "email": "a@example.org", "password": "tide lamp orchard"}
            good |= {"csrf_token": token}
            good.pop(name, None)
            body = "&".join(f"{key}={value}" for key, value in good.items())
            reply = ann.client.post(
                path,
                data=f"{body}&{name}={percent(junk)}",
                content_type="application/x-www-form-urlencoded",
            )
            assert reply.status_code < 500, (path, name, reply.text)
            token = ann.token()


@pytest.mark.parametrize(
    "path",
    [
        "/courses/{}",
        "/study/{}",
        "/study/crm?mode={}",
        "/join/{}",
        "/courses/crm/decks/{}",
        "/static/x/{}",
        "/login?next={}",
        "/login?{}=1",
        "/api/v1/courses/{}/queue",
        "/api/v1/courses/crm/queue?limit={}",
        "/{}",
    ],
)
def test_junk_in_any_address_is_a_4xx_or_a_plain_answer(
    crm: Offering, ann: Browser, path: str
) -> None:
    for junk in JUNK[:-1]:  # the last is longer than servers take
        reply = ann.get(path.format(percent(junk)))
        assert reply.status_code < 500, junk
        reply.close()


@pytest.mark.parametrize("name", ["Cookie", "Host", "Origin", "Content-Type", "X-CSRF-Token"])
@pytest.mark.parametrize("value", ["\xff\xfe", "retain=\xff", "a" * 5000, "=;=;", "[::1", ""])
def test_junk_in_any_header_is_no_fault(visitor: Browser, name: str, value: str) -> None:
    for method in ("GET", "POST"):
        reply = visitor.client.open("/login", method=method, headers={name: value})
        assert reply.status_code < 500


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n\x00\r\n--x--',
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="\xff"\r\n\r\na\r\n--x--',
        b"--x\r\n" * 5000,
    ],
)
def test_a_broken_multipart_body_is_no_fault(visitor: Browser, body: bytes) -> None:
    token = visitor.token()
    reply = visitor.client.post(
        "/login",
        input_stream=io.BytesIO(body),
        content_length=len(body),
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRF-Token": token},
    )
    assert 400 <= reply.status_code < 500


def test_ten_thousand_fields_are_no_fault(visitor: Browser) -> None:
    fields = {f"field{n}": "x" for n in range(10_000)}
    assert visitor.send("/login", fields).status_code < 500


@settings(max_examples=60)
@given(code=st.text(max_size=60))
def test_any_text_can_be_typed_as_a_code(app: Flask, ann: Browser, code: str) -> None:
    reply = ann.client.post("/join", data={"code": code}, headers={"X-CSRF-Token": ann.token()})
    assert reply.status_code in (400, 422, 429)


@given(st.text())
def test_text_is_refused_only_for_what_cannot_come_back_unchanged(text: str) -> None:
    returned = text.encode("utf-8", "replace").decode()
    if returned != text:
        assert not is_storable(text)
    if is_storable(text):
        assert "\0" not in text
    else:
        assert set(text) & {"\0", "\ufffd"} or returned != text
