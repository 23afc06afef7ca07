"""Grids of parameter values: sweeps, what holds at each point, phase diagrams."""
