"""Games as files: Gambit's format, formulas in text, and other packages' objects."""
