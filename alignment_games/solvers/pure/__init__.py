"""Solvers of pure equilibria: by a table of payoffs, and by sums without one."""
