"""Questions made from the cards of a course, for quizzes and for an author to edit."""
