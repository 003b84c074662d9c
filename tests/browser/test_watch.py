from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser.server import Server
from tests.browser.watch import Watch
from tests.waiting import eventually


def watched(browser: Browser, server: Server) -> tuple[Page, Watch]:
    context = browser.new_context()
    watch = Watch(context, server.url)
    page = context.new_page()
    page.goto(f"{server.url}/login")
    assert watch.faults == []
    return page, watch


def notices(page: Page, watch: Watch, fault: str) -> None:
    """Wait until such a fault is heard of, which it is while the page is asked something."""
    eventually(lambda: bool(page.evaluate("true")) and any(fault in one for one in watch.faults))


def test_a_violated_content_security_policy_is_noticed(browser: Browser, server: Server) -> None:
    page, watch = watched(browser, server)
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    notices(page, watch, "Content Security Policy")
    page.context.close()


def test_requests_to_elsewhere_missing_files_and_exceptions_are_noticed(
    browser: Browser, server: Server
) -> None:
    page, watch = watched(browser, server)
    page.goto("data:text/html,<img src='http://127.0.0.1:9/picture.png'>")
    page.goto(f"{server.url}/static/x/css/none.css")
    page.goto(f"{server.url}/login")
    page.evaluate("setTimeout(() => { throw new Error('thrown on purpose'); })")
    for fault in ("request to elsewhere", "404 for", "thrown on purpose"):
        notices(page, watch, fault)
    page.context.close()
