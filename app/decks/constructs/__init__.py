"""What makes cards: one module a construct, found by being in this package."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from app.decks.constructs.registry import BLOCKS, PROSE, SWITCHES

__all__ = ["BLOCKS", "PROSE", "SWITCHES"]

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
