"""What a class brings to its staff, in one list, and what becomes of it.

`listing` makes the list, `settling` does away with an item, `suggesting` is the students' way
in, `accepting` turns a suggestion or a wording into an edit of the deck, and `corrections` says
whom to tell of a corrected answer. `mine` is what students see of it all.
"""
