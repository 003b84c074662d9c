"""``deck fmt``: one layout for deck files. `formatting` guards the meaning, `rules` do the work."""
