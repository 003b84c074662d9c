"""Watches a browser context: what its pages complain about, and where they send requests."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

# Chromium writes every reply of 400 or more, and every lost connection, to the console too.
NETWORK = "Failed to load resource"
# What Playwright itself says in contexts that have no service workers.
BLOCKED = "Service Worker registration blocked by Playwright"


class Watch:
    """Collects faults; a test's context must end without any."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A violated content security policy is an error in the console.
        if message.type in {"error", "warning"} and not message.text.startswith((NETWORK, BLOCKED)):
            self.faults.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"exception: {error.error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:")):
            self.faults.append(f"request to elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.faults.append(f"{response.status} for {response.url}")
