"""What is written: results with where they come from, whole or not at all."""
