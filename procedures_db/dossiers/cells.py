"""Values of an export's cells: moments, texts, digits, states; each read or refused with a reason."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from procedures_db.dossiers.wording import meanings, plain
from procedures_db.spreadsheets.cell_numbers import LARGEST
from procedures_db.text import tidy
from procedures_db.vocabulary import DossierState

FIRST_SERIAL = datetime(1899, 12, 30)  # the day 0 of Excel, as it counts from March 1900 on
SERIALS = (36526, 73050)  # the years 2000 to 2099
SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
CLOCK = r"(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){CLOCK}")
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){CLOCK}")
YEARS = range(2000, 2100)
LONGEST = 500  # characters
PROCEDURE_CODE = re.compile(r"([1-6]\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")
DIGITS = range(9, 16)  # how many a telephone or ID number may have


def read_moment(raw: object) -> datetime:
    """Read 22/11/2026, 22/11/2026 14:30, 2026-11-22, a date cell or Excel's number of a day; to the second."""
    if isinstance(raw, datetime):
        moment = raw
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        moment = _of_serial(float(raw), str(raw))
    elif isinstance(raw, str):
        moment = _of_text(tidy(raw))
    else:
        raise ValueError("a date is expected, like 22/11/2026 14:30")
    if moment.year not in YEARS:
        raise ValueError(f"there is no dossier of the year {moment.year}")
    return moment.replace(microsecond=0, tzinfo=None)


def read_text(raw: object) -> str:
    """Read a text in its normal form, on one line."""
    if isinstance(raw, float) and raw == int(raw):
        raw = int(raw)
    text = tidy(str(raw))
    if len(text) > LONGEST:
        raise ValueError(f"this text is longer than {LONGEST} characters")
    return text


def read_last_four(raw: object) -> str:
    """Read the last four digits of a telephone or ID number; what a program made a fraction of is refused."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        if abs(raw) >= LARGEST or raw != int(raw):
            raise ValueError("the program made a number of this and lost digits; format the column as text")
        raw = int(raw)
    text = tidy(str(raw))
    if re.search(r"\d[.,]?\d*E\+?\d", text, re.IGNORECASE):
        raise ValueError("the program made a number of this and lost digits; format the column as text")
    digits = re.sub(r"[\s.+()-]", "", text)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in DIGITS:
        raise ValueError(f"this is no number of {DIGITS.start} to {DIGITS.stop - 1} digits")
    return digits[-4:]


def read_state(raw: object) -> DossierState:
    """Read the state, in one of the spellings of words.yml."""
    text = read_text(raw)
    known = _known_state(text)
    if known is None:
        raise ValueError(f"{text!r} is no state that procedures_db/dossiers/words.yml has")
    return known


def read_procedure_code(raw: object) -> str:
    """Read the code of the procedure, without what software appends to it."""
    found = PROCEDURE_CODE.fullmatch(read_text(raw))
    if found is None:
        raise ValueError(f"{read_text(raw)!r} is no code like 1.001193")
    return found[1]


@lru_cache
def _known_state(text: str) -> DossierState | None:
    known = meanings("states").get(plain(text))
    return DossierState(known) if known else None


def _of_serial(number: float, shown: str) -> datetime:
    if not SERIALS[0] <= number < SERIALS[1]:
        raise ValueError(f"{shown} is no date")
    return FIRST_SERIAL + timedelta(seconds=round(number * 86400))


def _of_text(text: str) -> datetime:
    if SERIAL.fullmatch(text):
        return _of_serial(float(text.replace(",", ".")), text)
    found = DAY_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no date like 22/11/2026 14:30")
    try:
        return datetime(**{name: int(part) for name, part in found.groupdict(0).items()})  # type: ignore[arg-type]
    except ValueError:
        raise ValueError(f"there is no moment {text}") from None
