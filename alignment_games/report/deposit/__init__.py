"""A deposit: a run with everything that repeats it."""
