"""Text on its way out: what a terminal, a page or a file of text may be given."""
