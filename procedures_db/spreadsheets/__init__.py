"""Procedures as spreadsheets: a workbook or a folder of CSV files, in and out (docs/spreadsheets.md)."""
