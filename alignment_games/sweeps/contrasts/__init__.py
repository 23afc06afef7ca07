"""Two scenarios side by side: who changes, which inequality gave way, and what made it."""
