"""Models and cases as files: read, written, described by a schema, begun from a template."""
