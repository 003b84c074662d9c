from __future__ import annotations

import pytest
from flask import Flask

from app.models import Offering
from app.web.languages import preferred, worded
from app.wording import say
from tests.web.browser import Browser


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ([], "en"),
        (["en-GB", "en"], "en"),
        (["tlh", "*", "x", "no tag at all"], "en"),
        (["\ud800", "a" * 5000], "en"),
        (["zh"], "zh-Hans"),
        (["zh-CN", "zh", "en"], "zh-Hans"),
        (["zh-Hans-SG"], "zh-Hans"),
        (["zh-TW", "en"], "en"),
        (["fr", "zh-CN"], "zh-Hans"),
    ],
)
def test_the_browser_gets_the_first_language_that_there_is(accepted: list[str], tag: str) -> None:
    assert preferred(accepted) == tag


def test_a_page_says_its_language_and_that_it_depends_on_the_browser(app: Flask) -> None:
    reply = app.test_client().get("/", headers={"Accept-Language": "en-GB"})
    assert '<html lang="en" dir="ltr">' in reply.text
    assert "Accept-Language" in reply.headers["Vary"]
    assert reply.headers["Cache-Control"] == "no-store"


def test_what_is_no_page_does_not_vary(app: Flask) -> None:
    assert "Vary" not in app.test_client().get("/api/v1/openapi.json").headers


def test_an_error_is_worded_by_what_it_says(app: Flask) -> None:
    with app.test_request_context("/"):
        assert worded(ValueError("field", say("At most %(most)d.", most=3))) == "At most 3."
        assert worded(ValueError()) == ""
        assert worded("as it is") == "as it is"
        inner = say("removed %(person)s", person=say("somebody"))
        assert worded(inner) == "removed somebody"


def test_a_language_is_chosen_in_the_settings(ann: Browser) -> None:
    page = ann.get("/settings").text
    assert '<option selected value="">As my browser says</option>' in page


def test_a_browser_that_reads_chinese_gets_chinese_pages(app: Flask) -> None:
    reply = app.test_client().get("/login", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
    assert '<html lang="zh-Hans" dir="ltr">' in reply.text
    assert "登录" in reply.text
    assert "Log in" not in reply.text


def test_the_account_outweighs_the_browser(ann: Browser) -> None:
    page = ann.get("/settings").text
    assert 'lang="en"' in page
    fields = {"name": "Ann", "language": "zh-Hans"}
    assert ann.post("/settings/you", fields).status_code == 303
    page = ann.get("/settings").text
    assert '<html lang="zh-Hans"' in page
    assert '<option selected value="zh-Hans">简体中文</option>' in page
    refused = ann.post("/settings/you", fields | {"name": ""})
    assert "请填写此项。" in refused.text
    assert ann.post("/settings/you", fields | {"language": "tlh"}).status_code == 422
    assert ann.post("/settings/you", fields | {"language": ""}).status_code == 303
    assert '<html lang="en"' in ann.get("/settings").text


def test_errors_of_services_and_of_the_policy_are_translated(ann: Browser, crm: Offering) -> None:
    chinese = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}
    refused = ann.client.get(f"/classes/{crm.slug}", environ_overrides=chinese)
    assert refused.status_code == 403
    assert "您无权在此查看班级。" in refused.text
