"""Figures of how it goes, for those who answer for its quality: counted, put in tables, exported."""
