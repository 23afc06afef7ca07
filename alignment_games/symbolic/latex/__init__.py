"""Conditions and thresholds as LaTeX: names, lines, where long ones break."""
