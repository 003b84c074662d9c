"""Pictures of decks."""
