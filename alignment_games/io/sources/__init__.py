"""The field's own files: one reader for each kind, by the names that its columns have."""
