"""Foreign material on its way to a deck: `reading` needs no database, `drafting` begins a draft."""
