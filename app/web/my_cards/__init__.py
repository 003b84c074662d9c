"""A student's own cards and notes: written, studied and taken along by that student alone."""
