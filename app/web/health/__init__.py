"""Whether the service lives, can work, and what it has done so far."""
