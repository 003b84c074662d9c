"""Benchmarks: each file here prints a table and writes JSON; `make bench` runs them all."""
