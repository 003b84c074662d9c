"""A simulated class before an exam: truths, students, opponents and the runs of them."""
