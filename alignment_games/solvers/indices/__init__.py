"""The index of equilibria and components, by a game nearby."""
