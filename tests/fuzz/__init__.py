"""Input that nobody would think of."""
