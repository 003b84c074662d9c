"""/exams/<slug>: the item bank, exams with their files and results, and what students may read."""
