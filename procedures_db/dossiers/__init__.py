"""Dossiers already filed: their codes, their state, who may see it, and where it is read."""
