"""Addresses of homes: a house, a lane, a hamlet, with the street and commune that follow; not a commune alone."""

import re
from collections.abc import Iterator
from functools import lru_cache

from procedures_db.personal.letters import Word
from procedures_db.personal.names import capitals, is_surname, small
from procedures_db.personal.wording import any_of, forms, is_among, wording

NUMBER = re.compile(r"[a-z]{0,2}\d{1,4}[a-z]?\d{0,2}(?:[/-][a-z]?\d{1,4}[a-z]?)*")
JOINED = re.compile(r"[ ,.]{1,2}| - ")
LONGEST_UNIT = 3  # words
DAYS, MONTHS = 31, 12


def addresses(folded: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield where addresses stand."""
    labelled = {match.end() for match in _labels().finditer(folded)}
    number = 0
    while number < len(words):
        told = words[number].start in labelled
        length = _begun(words, number) or (_labelled(words, number) if told else 0)
        if length:
            end = _whole(words, number + length, told)
            yield words[number].start, words[end - 1].end
            number = end
        else:
            number += 1


def _begun(words: list[Word], at: int) -> int:
    """Return how many words from here on can only be the beginning of an address."""
    if length := _unit(words, at, "houses"):
        number = _numbered(words, at + length, lettered=True)
        return length + number if number else 0
    if (length := _unit(words, at, "within")) and not words[min(at + length, len(words) - 1)].plain[0].isdigit():
        number = _numbered(words, at + length, lettered=True)
        return length + number if number else 0
    if length := _unit(words, at, "hamlets"):
        return _hamlet(words, at, length)
    number = _numbered(words, at)
    if number == len(("number", "5")) and any(_unit(words, at + number, kind) for kind in ("houses", "hamlets")):
        return number
    street = _street(words, at, at + number) if number else 0
    return number + street if street else 0


def _hamlet(words: list[Word], at: int, length: int) -> int:
    """Return how many words are a hamlet: with a number, a capital letter, or a commune right after it."""
    if number := _numbered(words, at + length):
        return length + number
    if run := _named(words, at + length):
        return length + run
    run = small(words, at + length) if at + length < len(words) else 0
    for count in range(LONGEST_UNIT - 1, 0, -1):
        after = at + length + count
        unit = _unit(words, after, "communes") or _unit(words, after, "hamlets")
        if unit and (count <= run or words[after].gap == ", "):
            return length + count
    return 0


def _street(words: list[Word], at: int, after: int) -> int:
    """Return how many words after a number are its street; 0 where the number can be of something else."""
    before = words[at - 1] if at else None
    where = before is not None and (is_among(before, "addresses", "where") or _own_house(words, at))
    if before is not None and is_among(before, "addresses", "laws") and not where:
        return 0
    if after >= len(words) or words[after].gap not in (" ", ", ") or is_among(words[after], "addresses", "laws"):
        return 0
    if length := _unit(words, after, "streets"):
        return length + _name(words, after + length) if _name(words, after + length) else 0
    told = is_among(words[at], "addresses", "number")
    if words[after].gap != " ":
        return 0
    slashed = "/" in words[after - 1].plain and not _is_day(words[after - 1].plain)
    if not (told or slashed or where):
        return 0
    return _named(words, after) or _name(words, after) * is_surname(words[after])


def _own_house(words: list[Word], at: int) -> bool:
    """Say whether somebody's house was spoken of right before."""
    return at > 1 and is_among(words[at - 1], "addresses", "own") and is_among(words[at - 2], "addresses", "house")


def _labelled(words: list[Word], at: int) -> int:
    """Return how many words after a label such as "address:" are a number and a street in small letters, or a name."""
    if (unit := _unit(words, at, "within")) and (number := _numbered(words, at + unit, lettered=True)):
        return unit + number
    number = _numbered(words, at) or (NUMBER.fullmatch(words[at].plain) is not None)
    return number + _name(words, at + number, certain=True) if number else 0


def _whole(words: list[Word], end: int, labelled: bool) -> int:
    """Return where an address ends that goes on with further units and names."""
    while end < len(words) and JOINED.fullmatch(words[end].gap):
        length = 0
        for kind in ("houses", "hamlets", "streets", "communes", "within"):
            unit = _unit(words, end, kind)
            unit += bool(unit) and end + unit < len(words) and is_among(words[end + unit], "addresses", "former")
            value = unit and (
                _numbered(words, end + unit, lettered=True) or _name(words, end + unit, kind == "streets")
            )
            if value:
                length = unit + value
                break
        if not length and words[end].gap == " ":
            counted = words[end - 1].written[-1:].isdigit() or words[end - 1].written[:1].isdigit()
            sure = labelled or is_surname(words[end])
            length = _named(words, end) or (_name(words, end, labelled) * sure if counted else 0)
        if not length and (number := _numbered(words, end)):
            length = number + (_unit(words, end + number, "houses") or _named(words, end + number))
            length = length if length > number else 0
        if not length:
            break
        end += length
    return end


def _unit(words: list[Word], at: int, kind: str) -> int:
    """Return how many words are a unit of this kind, with their diacritics or without any."""
    for length in range(min(LONGEST_UNIT, len(words) - at), 0, -1):
        said = " ".join(word.written for word in words[at : at + length])
        if said in forms("addresses", kind, words[at].accented):
            return length
    return 0


def _numbered(words: list[Word], at: int, *, lettered: bool = False) -> int:
    """Return how many words are a number of a house, with the word for number before it or not."""
    told = at < len(words) and is_among(words[at], "addresses", "number")
    number = at + told
    found = number < len(words) and NUMBER.fullmatch(words[number].plain) is not None
    return told + 1 if found and (told or lettered or words[number].plain[0].isdigit()) else 0


def _named(words: list[Word], at: int) -> int:
    """Return how many words with capital letters name a place."""
    return capitals(words, at) if at < len(words) and not is_among(words[at], "addresses", "laws") else 0


def _name(words: list[Word], at: int, certain: bool = False) -> int:
    """Return how many words name a place, in whatever letters; `certain` where without diacritics any word may."""
    if at >= len(words):
        return 0
    any_word = min(len(words) - at, 2) if certain and not words[at].accented else 0
    return _named(words, at) or min(small(words, at), LONGEST_UNIT) or any_word


def _is_day(text: str) -> bool:
    """Say whether a number such as 1/7 can be a day and a month."""
    parts = text.split("/")
    if len(parts) != len("dm") or not all(part.isdigit() for part in parts):
        return False
    return int(parts[0]) <= DAYS and int(parts[1]) <= MONTHS


@lru_cache
def _labels() -> re.Pattern[str]:
    words = wording()["addresses"]
    tails = rf"(?:\s+(?:{any_of(words['label_tails'])}))*"
    return re.compile(rf"\b(?:{any_of(words['labels'])})\b{tails}\s*(?::\s*|la\s+|o\s+|tai\s+|)\s*")
