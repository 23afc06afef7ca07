"""Payoffs for many parameter values at once, and the games that they are."""
