"""Which known note is which note of the files: identity that survives edits and moves.

Files carry no ids of ours. A note's ``uid`` lives in the database, reviews hang on it, and
``plan`` says which uid each note of freshly parsed decks has (docs/adr/0004, 0016). Read in
this order: `values` (what goes in and comes out), `planning`, `rules` (the cascade: add a rule
there), then what rules are made of: `fingerprint` (what makes two notes equal), `wording`,
`likeness` and `opposites` (how alike they are), `reworded`, `gaps`; `asking` (near misses);
`cards`, `siblings` and `changes` (the same within a note).
"""

from app.decks.identity.cards import match_items
from app.decks.identity.fingerprint import Fingerprint, fingerprint
from app.decks.identity.likeness import sample
from app.decks.identity.planning import plan
from app.decks.identity.values import (
    Answer,
    CardDecision,
    Decision,
    Guard,
    KnownCard,
    KnownNote,
    NearMiss,
    Outcome,
    Plan,
    Verdict,
)

__all__ = [
    "Answer",
    "CardDecision",
    "Decision",
    "Fingerprint",
    "Guard",
    "KnownCard",
    "KnownNote",
    "NearMiss",
    "Outcome",
    "Plan",
    "Verdict",
    "fingerprint",
    "match_items",
    "plan",
    "sample",
]
