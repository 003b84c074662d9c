"""Taking deck files into the database, the one store (docs/adr/0010).

Read in this order: `sources` (the files of a PATH), `store` (what the database holds),
`pairing` (which file is which deck), `prepare` (everything that needs no transaction),
`decide` (which note is which, and the guard), `apply` (the whole, within one transaction),
`write_decks` and `write_notes` (the rows), `renew` (after a new renderer).
"""
