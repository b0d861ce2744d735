"""Numbers, dates and truths as cells hold them: read when they are plain, refused when they are ambiguous."""

import re
from datetime import date, datetime
from decimal import Decimal

from procedures_db.spreadsheets.cell_texts import clean

PLAIN = re.compile(r"-?\d{1,18}([.,]0)?")
GROUPED = re.compile(r"\d{1,3}(?:( \d{3})+|(\.\d{3}){2,}|(,\d{3}){2,})")
FRACTION = re.compile(r"\d{1,9}([.,]\d{1,2})?")
DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
TRUTHS = {"true": True, "1": True, "false": False, "0": False}
LARGEST = 10**15  # from here on Excel loses digits


def read_integer(raw: object) -> int:
    """Read a whole number; a text may have thousands groups when they cannot be a fraction ("1.250.000")."""
    if isinstance(raw, str):
        return _integer_of(clean(raw))
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        raise ValueError("a whole number is expected")
    if abs(raw) >= LARGEST or raw != int(raw):
        raise ValueError(f"{raw} is not a whole number of at most 15 digits")
    return int(raw)


def read_decimal(raw: object) -> Decimal:
    """Read a number with at most two digits after the point or comma."""
    text = clean(raw) if isinstance(raw, str) else str(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise ValueError("a number is expected")
    if not FRACTION.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain number with at most two digits after the point, like 3 or 0.5")
    number = Decimal(text.replace(",", "."))
    return Decimal(int(number)) if number == int(number) else number


def read_date(raw: object) -> date:
    """Read a day: a date cell, or the text 22/11/2026 or 2026-11-22."""
    if isinstance(raw, datetime):
        if raw.time() != datetime.min.time():
            raise ValueError(f"{raw} has a time of day; a day is expected")
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise ValueError("a date is expected, like 22/11/2026 or 2026-11-22")
    return _date_of(clean(raw))


def read_truth(raw: object) -> bool:
    """Read TRUE or FALSE, 1 or 0."""
    text = clean(str(raw)).casefold()
    if text not in TRUTHS:
        raise ValueError(f"{text!r} is neither TRUE nor FALSE")
    return TRUTHS[text]


def _integer_of(text: str) -> int:
    if PLAIN.fullmatch(text):
        return int(re.sub(r"[.,]0$", "", text))
    if GROUPED.fullmatch(text):
        return int(re.sub(r"[ .,]", "", text))
    raise ValueError(f"{text!r} is no plain whole number; write the digits alone, like 8000")


def _date_of(text: str) -> date:
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise ValueError(f"{text!r} is no date like 22/11/2026 or 2026-11-22")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"there is no day {text}") from None
