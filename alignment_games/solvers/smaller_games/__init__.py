"""Smaller games with the same equilibria, and the way back from their answers."""
