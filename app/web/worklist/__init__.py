"""The worklist of a class's staff, and the students' way into it."""
