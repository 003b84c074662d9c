"""Lines to a tree of blocks and back: `source` → `scanner` → `nodes` → `canonical` Markdown."""
