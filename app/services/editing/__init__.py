"""Writing decks in the browser: drafts, what they show, pictures, revisions, publishing them.

`drafts` keeps what is not published, `look` reads it for the preview, `publication` makes of
it what ``app.services.decks.apply`` takes in, as it takes in files.
"""
