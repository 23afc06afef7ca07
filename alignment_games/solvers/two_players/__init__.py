"""Solvers of two players: the vertices of two polytopes, paths between them, linear programs."""
