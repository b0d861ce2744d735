"""Texts as cells hold them: lists in one cell, cleaned keys, the escapes of XLSX, apostrophes in CSV."""

import re

SPACES = "\u00a0\u2007\u202f"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
CLEANED = {**{ord(sign): " " for sign in SPACES}, **{ord(sign): None for sign in UNSEEN}}

ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n", "\r": "\\r"}
MEANINGS = {escape[1]: sign for sign, escape in ESCAPES.items()}
ITEM = re.compile(r"(?:\\[\\|nr]|[^|\r\n])+")

UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")  # what a spreadsheet may take for a formula, or for our mark


def clean(text: str) -> str:
    """Return a key or a number without spaces at its ends and without signs that nobody sees."""
    return text.translate(CLEANED).strip()


def join_list(items: list[str]) -> str:
    """Write a list into one cell, separated by " | "."""
    return " | ".join(re.sub(r"[\\|\r\n]", lambda found: ESCAPES[found[0]], item) for item in items)


def split_list(text: str) -> list[str]:
    """Read a list from one cell, separated by "|" or line breaks; the opposite of join_list."""
    items = (found.strip() for found in ITEM.findall(text))
    return [re.sub(r"\\([\\|nr])", lambda found: MEANINGS[found[1]], item) for item in items if item]


def encode_xlsx(text: str) -> str:
    """Write the signs that XML cannot hold as _xHHHH_, as Excel does."""
    return UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def decode_xlsx(text: str) -> str:
    """Read _xHHHH_ as the sign it stands for."""
    return CODED.sub(lambda found: chr(int(found[1], 16)), text)


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could take for a formula."""
    return f"'{text}" if text.startswith(STARTS) else text


def unguard(text: str) -> str:
    """Take the apostrophe away again; one before anything else belongs to the text."""
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS) else text
