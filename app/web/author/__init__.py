"""The pages with which an instructor publishes: the plan of what the files would change."""
