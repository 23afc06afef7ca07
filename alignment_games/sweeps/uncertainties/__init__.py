"""Uncertain inputs: draws, how likely each response is, and which input matters."""
