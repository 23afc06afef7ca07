"""Players who are all alike and have two actions: equilibria by kind."""
