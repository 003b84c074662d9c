"""Questions: what a quiz asks, how an answer is marked, and what is generated from decks.

Pure, like ``app.decks`` and ``app.srs`` below it: no web, no database, no clock, and what is
random comes as an argument.
"""
