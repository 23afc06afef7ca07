"""Equilibria as points of one algebraic number: equations, all their roots, exact polynomials, and the proof."""
