"""Agreements through a mediator: correlated equilibria one by one, and all of them as a polytope."""
