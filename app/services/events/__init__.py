"""The event log: taking answers in (`record`), the card states folded from it (`states`), starting
anew (`reset`), and cards that go on as others (`merged`)."""
