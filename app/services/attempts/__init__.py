"""Practice quizzes and mock exams: choosing questions, saving answers, marking, looking back."""
