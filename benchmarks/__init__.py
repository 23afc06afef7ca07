"""Speed and known equilibria, side by side with peers."""
