"""People: signing up, logging in and out, joining a course by its code."""
