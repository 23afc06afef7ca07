"""Vertices of the polytopes of two-player games, in floats that are certified and in exact arithmetic."""
