"""Studying: the queue (`queue`), the student's day (`day`), and the cards shown (`cards`)."""
