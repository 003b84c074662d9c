"""The system's Chromium, as tests and the gallery start it, and the windows they look through."""

from __future__ import annotations

import os
import shutil
from typing import Any

from playwright.sync_api import ViewportSize

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# No request of the browser's own may leave the machine while tests watch for such requests.
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}


def launch_options() -> dict[str, Any] | None:
    """Return what to start Chromium with, or None where there is none.

    CHROMIUM, when set, is the only one that counts.
    """
    wanted = os.environ.get("CHROMIUM")
    names = (wanted,) if wanted else BROWSERS
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        return None
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"executable_path": path, "args": [*QUIET, *(["--no-sandbox"] if root else [])]}
