"""Closed forms for many small games at once."""
