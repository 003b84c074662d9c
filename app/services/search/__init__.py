"""Search over what somebody may read: notes, headings, cards' questions, practice questions.

`passages` turns a deck's published text into passages, `words` parts text into words in any
script, `library` indexes a course's visible decks and finds, `snippets` shows what was found,
and `find` is the way in (docs/adr/0043-search-and-print.md).
"""
