"""Courses: the dashboard of one's own, and the page of one with its decks."""
