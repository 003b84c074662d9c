"""The preview of an import as a browser shows it and sends it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO

from werkzeug.test import TestResponse

from tests.web.browser import Browser

URL = "/author/crm/import"


@dataclass
class Preview:
    """The fields of the form, which tests may overwrite."""

    browser: Browser
    reply: TestResponse
    fields: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the form."""
        reader = _Fields()
        reader.feed(self.reply.text)
        self.fields = reader.found

    def press(self, do: str) -> TestResponse:
        """Send the form with a button."""
        return self.browser.post(f"{URL}/entries", self.fields | {"do": do})

    def after(self, do: str) -> Preview:
        """Send the form with a button, and go on with the preview that comes back."""
        return Preview(self.browser, self.press(do))

    def pairs(self) -> list[tuple[str, str]]:
        """Return the sides of all entries."""
        count = int(self.fields["count"])
        return [(self.fields.get(f"front-{n}", ""), self.fields[f"back-{n}"]) for n in range(count)]


def paste(browser: Browser, text: str, kind: str = "auto") -> Preview:
    """Paste a text."""
    reply = browser.post(URL, {"text": text, "kind": kind})
    assert reply.status_code == 200, reply.text
    return Preview(browser, reply)


def send_file(browser: Browser, data: bytes, name: str) -> TestResponse:
    """Upload a file."""
    return browser.client.post(
        URL,
        base_url=browser.origin,
        data={"csrf_token": browser.token(), "kind": "auto", "file": (BytesIO(data), name)},
        headers={"Origin": browser.origin, "Sec-Fetch-Site": "same-origin"},
    )


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in inputs, and remember which text area or list is open."""
        values = {name: value or "" for name, value in attrs}
        if tag == "input" and values.get("name") != "csrf_token":
            self.found[values["name"]] = values.get("value", "")
        elif tag == "textarea":
            self._open = values["name"]
            self.found[self._open] = ""
        elif tag == "select":
            self._select = values["name"]
        elif tag == "option" and "selected" in values:
            self.found[self._select] = values["value"]

    def handle_endtag(self, tag: str) -> None:
        """Close a text area."""
        if tag == "textarea":
            # A browser leaves out the first line break after the opening tag.
            self.found[self._open] = self.found[self._open].removeprefix("\n")
            self._open = ""

    def handle_data(self, data: str) -> None:
        """Keep the text of a text area."""
        if self._open:
            self.found[self._open] += data
