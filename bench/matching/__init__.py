"""What `bench/identity.py` measures with: the data, the scoring, and the schemes."""
