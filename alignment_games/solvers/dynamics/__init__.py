"""How play moves, and which equilibria it comes to rest at."""
