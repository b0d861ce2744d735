"""All SQL, as plain functions; the day is always an argument."""
