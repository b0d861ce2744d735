"""The second factor: the last four digits of the telephone or ID number given when filing."""

import re
from functools import lru_cache

from procedures_db.dossiers.codes import find_dossier_codes
from procedures_db.dossiers.wording import wording
from procedures_db.text import fold

LENGTH = 4
ALONE, ENDS = r"(?<!\d)(?<!\d[.,/-])", r"(?!\d|[.,/-]\d)"  # no part of a longer number, an amount or a day
NUMBER = re.compile(rf"{ALONE}(?:\+?\d(?:[ .-]?\d){{8,11}}|\d{{4}}|\d \d \d \d|\d{{2}} \d{{2}}){ENDS}")
WHOLE = (4, 9, 10, 11, 12)  # digits: the last four, an old ID number, a telephone number, an ID number
FOUR = re.compile(rf"(?<!n\u0103m )(?<!nam ){ALONE}\d{{4}}{ENDS}", re.IGNORECASE)
REPLACED = "[factor]"


def factor_in(text: str) -> str | None:
    """Return the four digits of a message that tells nothing but them; of a whole number its last four."""
    numbers = NUMBER.findall(text)
    if len(numbers) != 1:
        return None
    digits = re.sub(r"\D", "", numbers[0])
    rest = fold(NUMBER.sub(" ", text)).split()
    return digits[-LENGTH:] if len(digits) in WHOLE and _beside().issuperset(rest) else None


def factor_told(text: str) -> str | None:
    """Return the four digits of a message that tells nothing but them, or them and a dossier code."""
    rest = text
    for found in reversed(find_dossier_codes(text)):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    return factor_in(rest)


def without_factor(text: str, *, all_of_them: bool) -> str:
    """Return a text without four digits that may be a factor: where they are all it tells, or near such words.

    With `all_of_them` no group of four digits stays.
    """
    if all_of_them:
        return FOUR.sub(REPLACED, text)
    if factor_in(text):
        return NUMBER.sub(REPLACED, text)
    return _near().sub(lambda found: FOUR.sub(REPLACED, found[0]), text)


def without_four_digits(text: str) -> str:
    """Return a text without groups of four digits, but for years and amounts, nor four spoken ones."""
    return _spoken().sub(REPLACED, _neither_year_nor_amount().sub(REPLACED, text))


@lru_cache
def _beside() -> frozenset[str]:
    return frozenset(fold(wording()["factor"]["beside"]).split())


@lru_cache
def _neither_year_nor_amount() -> re.Pattern[str]:
    units = "|".join(re.escape(word) for word in wording()["factor"]["units"])
    return re.compile(rf"{ALONE}(?!(?:19|20)\d\d)\d{{4}}{ENDS}(?!\s?(?:{units})\b)", re.IGNORECASE)


@lru_cache
def _spoken() -> re.Pattern[str]:
    digits = "|".join(re.escape(word) for word in wording()["factor"]["digits"])
    return re.compile(rf"\b(?:{digits})(?: (?:{digits})){{3,}}\b", re.IGNORECASE)


@lru_cache
def _near() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in wording()["factor"]["near"])
    return re.compile(rf"\b(?:{words})\b(?:\W+\w+){{0,10}}|\d{{4}}(?:\W+\w+){{0,3}}\W+(?:{words})\b", re.IGNORECASE)
