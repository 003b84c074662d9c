"""Which known note is which note of the files: identity that survives edits and moves.

Files carry no ids of ours. A note's ``uid`` lives in the database, reviews hang on it, and
``plan`` says which uid each note of freshly parsed decks has (docs/adr/0004). Read in this
order: `fingerprint` (what makes two notes equal), `values` (what goes in and comes out),
`rules` (the cascade: add a rule there), `cards` (the same within a note), `planning`.
"""

from app.decks.identity.cards import match_items
from app.decks.identity.fingerprint import Fingerprint, fingerprint
from app.decks.identity.planning import plan
from app.decks.identity.values import (
    CardDecision,
    Decision,
    Guard,
    KnownCard,
    KnownNote,
    NearMiss,
    Outcome,
    Plan,
)

__all__ = [
    "CardDecision",
    "Decision",
    "Fingerprint",
    "Guard",
    "KnownCard",
    "KnownNote",
    "NearMiss",
    "Outcome",
    "Plan",
    "fingerprint",
    "match_items",
    "plan",
]
