"""Practice quizzes and mock exams: choose, answer, look back."""
