"""The event log: taking answers in (`record`), and the card states folded from it (`states`)."""
