"""What belongs to one student alone: private cards and notes, which nobody else ever sees."""
