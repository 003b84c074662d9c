"""Pictures of decks, served by their hash."""
