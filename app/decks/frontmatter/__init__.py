"""The YAML header of a deck file: `header` finds it, `schema` knows the keys."""
