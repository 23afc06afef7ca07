"""Planes of two inputs: where the answer changes, and the curves on which it does."""
