"""What comes in is looked at here: text, documents, tables of columns and the figures in them."""
