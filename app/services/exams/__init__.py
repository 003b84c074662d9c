"""The item bank and the exams that are made of it: drawing, files, results, release."""
