"""A brief: one page of a model, section by section."""
