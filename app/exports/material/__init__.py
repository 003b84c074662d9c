"""Foreign material as a deck's text: pasted notes, tables, documents, Anki packages, questions.

Nothing in it says for sure which side is which, so that what is read are proposals (`Entry`) for a
preview, each with its place; what cannot be taken over is named. Readers are pure, but they read
what strangers send: run them in the sandbox (`worker`), as ``app.services.importing`` does.
"""

from __future__ import annotations

from app.exports.material.kinds import KINDS, kind_of, read_material
from app.exports.material.markdown import deck_markdown
from app.exports.material.values import Entry, Material, Shape

__all__ = ["KINDS", "Entry", "Material", "Shape", "deck_markdown", "kind_of", "read_material"]
