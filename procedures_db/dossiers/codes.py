"""Codes of dossiers in a text: as the one-stop software writes them, or repaired from a near miss."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"
SPACES = "\u00a0\u2007\u2009\u202f\u3000\t\r\n"
PLAIN = {
    **{ord(dash): "-" for dash in DASHES},
    **{ord(space): " " for space in SPACES},
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    0xFF0E: ".",
}
LIKE_DIGITS = str.maketrans("OQILSBZ", "0011582")
FIRST_YEAR = 2010  # no one-stop software numbers dossiers of before

# Agency id, day as yymmdd, serial number: 000.00.01.H29-240115-0001 or H57.132-260804-0583.
EXACT = re.compile(
    r"(?<![A-Z0-9])(?P<agency>(?:\d{3}\s?\.\s?\d{2}\s?\.\s?\d{2}\s?\.\s?)?[A-Z]\d{2}(?:\s?\.\s?\d{1,4}){0,3})"
    r"\s*(?:-|%2D)\s*(?P<day>\d{6})\s*(?:-|%2D)\s*(?P<serial>\d{4,6})(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_DIGIT = "[0-9OQILSBZ]"
_PARTS = {
    "agency": rf"(?P<agency>(?:{_DIGIT}{{3}}[., ]{_DIGIT}{{2}}[., ]{_DIGIT}{{2}}[., ])?"
    rf"[A-Z]{_DIGIT}{{2}}(?:{_DIGIT}{{2,3}})?(?:[., ]{{1,2}}{_DIGIT}{{1,4}}){{0,3}})",
    "day": rf"(?P<day>{_DIGIT}{{6}})",
    "serial": rf"(?P<serial>{_DIGIT}{{4,6}})",
}
_JOINED = r"\s?(?:[-_/.:,]|%2D)?\s?"
_PARTED = r"\s?(?:[-_/]|%2D)\s?"


def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    between = _JOINED if parts == tuple(_PARTS) else _PARTED
    body = between.join(_PARTS[part] for part in parts)
    return re.compile(rf"(?<![A-Z0-9]){body}(?![A-Z0-9])", re.IGNORECASE | re.ASCII)


NEAR = [_pattern(parts) for parts in permutations(_PARTS)]


@dataclass(frozen=True)
class FoundCode:
    """A code, where it stands in the text, and whether it had to be repaired."""

    code: str
    start: int
    end: int
    repaired: bool = False


def find_dossier_codes(text: str) -> list[FoundCode]:
    """Return the codes in a text, upper case, without spaces, with plain dashes, in their order.

    Lower case, spaces, dashes of any length and codes inside an address or the text of a QR code are
    ways of writing one. Letters in the place of digits, missing dashes and groups in another
    order are near misses: they are repaired when just one day can be meant, and have to be confirmed.
    """
    plain = text.translate(PLAIN)
    found = [_exact(match) for match in EXACT.finditer(plain)]
    for each in found:
        if each.repaired or filed_on(each.code):
            plain = plain[: each.start] + "\n" * (each.end - each.start) + plain[each.end :]
    sure = [each for each in found if plain[each.start] == "\n"]
    repaired = list(_near_misses(plain))
    taken = [(each.start, each.end) for each in repaired]
    wrong = [each for each in found if each not in sure and not _overlaps(each, taken)]
    return sorted([*sure, *repaired, *wrong], key=lambda each: each.start)


def exact_code(text: str) -> str | None:
    """Return the code when a text is nothing but one, with a day that can be; else None."""
    match = EXACT.fullmatch(text.translate(PLAIN).strip())
    code = _exact(match).code if match else None
    return code if code and filed_on(code) else None


def filed_on(code: str) -> date | None:
    """Return the day in a dossier code such as H24.11-260801-0012, or None when there is no such day."""
    try:
        told = code.split("-")[-2]
        day = date(2000 + int(told[:2]), int(told[2:4]), int(told[4:]))
    except (IndexError, ValueError):
        return None
    return day if day.year >= FIRST_YEAR else None


def _exact(match: re.Match[str]) -> FoundCode:
    agency = re.sub(r"\s", "", match["agency"]).upper()
    return FoundCode(f"{agency}-{match['day']}-{match['serial']}", match.start(), match.end())


def _near_misses(plain: str) -> Iterator[FoundCode]:
    taken: list[tuple[int, int]] = []
    for pattern in NEAR:
        for match in pattern.finditer(plain):
            code = _repaired(match)
            found = FoundCode(code, match.start(), match.end(), repaired=True)
            if EXACT.fullmatch(code) and filed_on(code) and not _overlaps(found, taken):
                taken.append((found.start, found.end))
                yield found


def _repaired(match: re.Match[str]) -> str:
    day, serial = (match[part].upper().translate(LIKE_DIGITS) for part in ("day", "serial"))
    groups = re.split(r"[., ]+", match["agency"].upper())
    place = next(index for index, group in enumerate(groups) if not group.translate(LIKE_DIGITS).isdecimal())
    letter, rest = groups[place][0], groups[place][1:].translate(LIKE_DIGITS)
    own = [letter + rest[:2], *([rest[2:]] if rest[2:] else [])]
    before, after = ([group.translate(LIKE_DIGITS) for group in part] for part in (groups[:place], groups[place + 1 :]))
    return f"{'.'.join([*before, *own, *after])}-{day}-{serial}"


def _overlaps(found: FoundCode, taken: list[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in taken)
