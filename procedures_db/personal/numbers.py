"""Numbers that are somebody's, and e-mail addresses; and numbers that are nobody's: codes, decisions, days, amounts."""

import re
from collections.abc import Iterator
from functools import lru_cache

from procedures_db.personal.wording import any_of, wording

Span = tuple[int, int, str]
MOST_DIGITS = 12  # of an amount
CODE = r"(?<![\d.])[1-6]\.\d{6}(?!\d)"
DECISION = r"(?<![\w/])\d{1,5}[a-z]?/(?:\d{4}/)?[a-z][\w-]*"
DAY = r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d(?!\d)"
YEARS = r"(?<!\d)(?:19|20)\d\d(?:[ ,]+(?:19|20)\d\d)+(?! ?\d)"
NOBODYS = re.compile("|".join((CODE, DECISION, DAY, YEARS)))
THOUSANDS = re.compile(
    r"(?<![\d.,])(?<!\b0\d\d[-. ])(?<!\b0\d{3}[-. ])[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?![.,]?\d)"
)
# A name of a mailbox is looked at from its beginning alone: a long text without any "@" is gone through once.
BOX = r"(?<![\w.+-])[\w.+-]++"
KNOWN_HOSTS = r"(?:gmail|yahoo|hotmail|outlook|icloud)"
MAIL = re.compile(rf"{BOX} ?@ ?(?:[\w-]+(?:(?:\.[\w-]+)+| (?:com|net|vn|edu)(?:[. ]vn)?)|{KNOWN_HOSTS})\b")
WRITTEN_MAIL = re.compile(
    rf"{BOX} ?[\[({{<](?:at|a cong|a)[\])}}>] ?[\w-]+(?:(?:\.| ?[\[({{<](?:dot|cham|\.)[\])}}>] ?)[\w-]+)+"
)
PHONE = re.compile(r"(?<![\w.])(?:\(?\+?84\)?|\(?0)(?:[\s.()-]{0,3}\d){9,10}(?!\d)|\+\d(?:[\s.()-]{0,2}\d){7,14}(?!\d)")
SIGNED_PHONE = re.compile(r"(?<![\w.])(?:\+?84|0)\d{2,3}([/,*_|])\d{3}\1\d{3,4}(?!\d)")
ZERO = re.compile(r"(?<=\d)o|o(?=\d)")  # the letter in the place of the number
LONG = re.compile(r"(?<![\d.,])\d(?:[\s.-]?\d){8,18}(?!\d)")
PLATE = re.compile(r"(?<![\w.-])\d{2} ?-?[a-z]{1,2}\d?(?:[-. ]{1,2}\d{3}\.?|\d{3}\.?)\d{2}(?![\w-])")
LETTERED = re.compile(r"(?<![\w.-])[a-z]{1,2}\d{7,15}(?!\w)")


def nobodys(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where codes of procedures, numbers of decisions, days, years and amounts stand."""
    folded = ZERO.sub("0", folded)
    yield from (match.span() for match in NOBODYS.finditer(folded))
    cued = list(_cued().finditer(folded))
    certain = [match.span("number") for match in cued] + [match.span() for match in MAIL.finditer(folded)]
    for match in _amounts().finditer(folded):
        inside = any(match.start() < end and start < match.end() for start, end in certain)
        if not inside and _digits(match[0]) <= MOST_DIGITS:
            yield match.span()
    cues = [match.end("cue") for match in cued]
    for match in THOUSANDS.finditer(folded):
        if not any(end <= match.start() <= end + len("123 ") * 4 for end in cues):
            yield match.span()


def somebodys(folded: str) -> Iterator[Span]:
    """Yield where e-mail addresses, telephones, numbers of papers and of accounts stand."""
    folded = ZERO.sub("0", folded)
    if "@" in folded:
        yield from ((*match.span(), "email") for match in MAIL.finditer(folded))
    yield from ((*match.span(), "email") for match in WRITTEN_MAIL.finditer(folded))
    yield from ((*match.span(), "email") for match in _spelt_mail().finditer(folded))
    yield from ((*match.span(), "number") for match in _spelt().finditer(folded))
    if not any(sign.isdigit() for sign in folded):
        return
    yield from ((*match.span(), "number") for match in PLATE.finditer(folded))
    yield from ((*match.span(), "number") for match in LETTERED.finditer(folded))
    yield from ((*match.span("number"), "number") for match in _cued().finditer(folded))
    yield from ((*match.span(), "phone") for match in PHONE.finditer(folded))
    yield from ((*match.span(), "phone") for match in SIGNED_PHONE.finditer(folded))
    yield from ((*match.span(), "number") for match in LONG.finditer(folded))


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


@lru_cache
def _amounts() -> re.Pattern[str]:
    words = wording()["numbers"]
    return re.compile(
        r"(?<![\d.,])[1-9]\d*(?:[., ]\d{3})*(?:[.,]\d+)?"
        rf"(?:\s?(?:{any_of(words['currency'])})|(?:{any_of(words['attached'])})\d?)\b"
    )


@lru_cache
def _cued() -> re.Pattern[str]:
    """Return what matches a number of six digits and more after a word such as that for an account."""
    words = wording()["numbers"]
    between = rf"(?:[\s:.,-]+(?:{any_of(words['beside'])})\b){{0,4}}[\s:.,-]+"
    number = r"(?P<number>(?:\d{0,3}[a-z]{1,2})?\d(?:[ ./-]?\d){5,18})(?!\d)"
    return re.compile(rf"\b(?P<cue>{any_of(words['cues'])})\b{between}{number}")


@lru_cache
def _spelt() -> re.Pattern[str]:
    """Return what matches eight spoken digits and more."""
    digit = rf"(?:{any_of(wording()['numbers']['digits'])}|\d{{1,4}})\b"
    word = any_of(wording()["numbers"]["digits"])
    half = rf"\b(?:{word})\b(?:[\s,.-]+(?:{word})\b){{2,}}[\s,.-]+\d{{4,9}}\b"
    return re.compile(rf"\b(?:{word})\b(?:[\s,.-]+{digit}){{7,}}|{half}")


@lru_cache
def _spelt_mail() -> re.Pattern[str]:
    words = wording()["numbers"]
    dot = any_of(words["dot"])
    return re.compile(rf"{BOX}(?: (?:{dot}) [\w-]+)* (?:{any_of(words['at'])}) [\w-]+(?:(?: (?:{dot}) |\.)[\w-]+)+")
