"""Several processes agree."""
