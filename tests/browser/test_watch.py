from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser.server import Server
from tests.browser.watch import Watch


def watched(browser: Browser, server: Server) -> tuple[Page, Watch]:
    context = browser.new_context()
    watch = Watch(context, server.url)
    page = context.new_page()
    page.goto(f"{server.url}/login")
    assert watch.faults == []
    return page, watch


def test_a_violated_content_security_policy_is_noticed(browser: Browser, server: Server) -> None:
    page, watch = watched(browser, server)
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(200)
    assert any("Content Security Policy" in fault for fault in watch.faults)
    page.context.close()


def test_requests_to_elsewhere_missing_files_and_exceptions_are_noticed(
    browser: Browser, server: Server
) -> None:
    page, watch = watched(browser, server)
    page.goto("data:text/html,<img src='http://127.0.0.1:9/picture.png'>")
    page.goto(f"{server.url}/static/x/css/none.css")
    page.goto(f"{server.url}/login")
    page.evaluate("setTimeout(() => { throw new Error('thrown on purpose'); })")
    page.wait_for_timeout(200)
    for fault in ("request to elsewhere", "404 for", "thrown on purpose"):
        assert any(fault in found for found in watch.faults), watch.faults
    page.context.close()
