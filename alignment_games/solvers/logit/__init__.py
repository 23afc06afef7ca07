"""Logit quantal responses: paths from no rationality to full, their branches, one rate, the rate that fits."""
