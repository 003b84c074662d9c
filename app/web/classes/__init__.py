"""The pages with which an instructor runs a class."""
