"""Where to go on after a log-in: a path of this site, whatever the address asks for."""

from __future__ import annotations

import re
from urllib.parse import unquote

HOME = "/"
LONGEST = 2000
ENCODINGS = 3  # how often a path is decoded to see what a proxy or browser might see

# Letters, digits and the punctuation of RFC 3986, from one slash on. Not in it: the backslash,
# which browsers read as a slash, and the control characters, which they leave out.
PATH = re.compile(r"/[A-Za-z0-9\-._~!$&'()*+,;=:@%/?#]*")


def safe_next(text: str | None) -> str:
    """Return *text* if it is a path of this site and nothing else, also when decoded; else "/"."""
    if text is None or len(text) > LONGEST or not PATH.fullmatch(text):
        return HOME
    seen = text
    for _ in range(ENCODINGS):
        if not _stays_here(seen):
            return HOME
        seen = unquote(seen)
    return text if _stays_here(seen) else HOME


def _stays_here(text: str) -> bool:
    path = text.partition("?")[0].partition("#")[0]
    segments = path.split("/")
    return (
        text.startswith("/")
        and "//" not in path
        and "\\" not in text
        and "." not in segments
        and ".." not in segments
        and all(char.isprintable() for char in text)
    )
