"""Marking typed answers by ordered rules, each with the reason that the student is shown."""
