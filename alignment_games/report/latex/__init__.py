"""Games, conditions and tables as LaTeX."""
