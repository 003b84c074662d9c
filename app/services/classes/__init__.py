"""Running a class: exam dates, visible decks, people, join code, new terms, the audit log."""
