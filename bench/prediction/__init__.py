"""Real answers, read for measuring; the data lie outside the repository."""
