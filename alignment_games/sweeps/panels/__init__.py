"""Many threats in many years, from one table of dyads to one table of rows."""
