"""Pictures of decks: read and checked (`files`, `kinds`, `svg`), kept and served (`store`)."""
