"""Search over what somebody may read: notes, headings, cards' questions, practice questions.

`passages` turns a deck's published text into passages, `words` parts text into words in any
script, and `index` says where they stand. `stored` keeps the indexes in the database, `library`
joins those of many decks, `kept` keeps libraries in the process, `ranking` finds in them,
`snippets` and `results` show what was found, `own` is what the reader alone has, and `find` is the
way in (docs/adr/0043-search-and-print.md).
"""
