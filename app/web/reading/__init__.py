"""The reading view: lecture notes as they stand, each note with an address of its own."""
