"""A student's own progress, read from the own events and card states and nothing else:
answers by day and the streak (`calendar`), what comes due (`due`), how much was recalled and
how well that was predicted (`recall`), decks and chapters (`decks`), weak spots (`weak`).
"""
