"""Readers that turn a source into validated records, and the loader that stores them."""
