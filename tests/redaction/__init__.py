"""Sentences whose personal parts are marked, and how many of them redaction finds."""
