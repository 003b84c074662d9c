"""Walks a file's blocks in order (`reader`) under the headings and switches in force (`scope`)."""
