"""Quizzes beyond the pure part: rendering, attempts, results."""
