"""Addresses of homes: a house, a lane, a hamlet, with the street and commune that follow; not a commune alone."""

import re
from collections.abc import Iterator
from functools import lru_cache

from procedures_db.personal.known import is_known
from procedures_db.personal.letters import Word
from procedures_db.personal.names import capitals, is_stop, is_surname, small
from procedures_db.personal.wording import any_of, forms, is_among, wording

NUMBER = re.compile(r"[a-z]{0,2}\d{1,4}[a-z]?\d{0,2}(?:[/-][a-z]?\d{1,4}[a-z]?)*")
AREA = re.compile(r"\d+m2?")
JOINED = re.compile(r"[ ,.]{1,2}| - ")
LONGEST_UNIT = 3  # words
NUMBERED = 2  # words: "số" and a number
SHORT = 2  # words of a street
NAMED = 2  # words with capital letters, which are no law
KINDS = ("houses", "hamlets", "streets", "communes", "within", "estates")
DAYS, MONTHS = 31, 12


def addresses(folded: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield where addresses stand."""
    labelled = {match.end() for match in _labels().finditer(folded)}
    number = 0
    while number < len(words):
        told = words[number].start in labelled
        length = (_labelled(words, number) if told else 0) or _begun(words, number)
        if length:
            end = _whole(words, number + length, told)
            yield words[number].start, words[end - 1].end
            number = end
        else:
            number += 1


def _begun(words: list[Word], at: int) -> int:
    """Return how many words from here on can only be the beginning of an address."""
    for kind in ("houses", "within"):
        length = _unit(words, at, kind)
        number = _numbered(words, at + length, lettered=True) if length else 0
        lettered = number and not words[at + length].plain[0].isdigit()
        if number and (kind == "houses" or lettered or _goes_on(words, at + length + number)):
            return length + number
    if length := _unit(words, at, "hamlets"):
        return _hamlet(words, at, length)
    number = _numbered(words, at)
    if number == 1 and (unit := _unit(words, at + 1, "houses")) and _numbered(words, at + 1 + unit):
        return number
    if number == 1 and _streetlike(words, at + 1) and _unit(words, end := at + 1 + _named(words, at + 1), "communes"):
        return end - at
    if number == NUMBERED and any(_unit(words, at + number, kind) for kind in ("houses", "hamlets")):
        return number
    street = _street(words, at, at + number) if number else 0
    return number + street if street else 0


def _hamlet(words: list[Word], at: int, length: int) -> int:
    """Return how many words are a hamlet: with a number, a capital letter, or a commune right after it."""
    if number := _numbered(words, at + length):
        return length + number
    if run := _named(words, at + length):
        return length + run + (_numbered(words, at + length + run) if _is_near(words, at + length + run) else 0)
    if (unit := _unit(words, at + length, "within")) and _numbered(words, at + length + unit, lettered=True):
        return length
    run = small(words, at + length) if at + length < len(words) else 0
    told = at > 0 and is_among(words[at - 1], "addresses", "where")
    for count in range(LONGEST_UNIT - 1, 0, -1):
        after = at + length + count
        unit = _unit(words, after, "communes") or _unit(words, after, "hamlets")
        if unit and (count <= run or words[after].gap == ", "):
            return length + count
        numbered = told and _is_near(words, after) and NUMBER.fullmatch(words[after].plain) is not None
        if numbered and not any(map(is_stop, words[at + length : after])):
            return length + count + 1
        open_end = _ends(words, after) or (told and after < len(words) and is_stop(words[after]))
        if after <= len(words) and open_end and not any(map(is_stop, words[at + length : after])):
            return length + count
    return 0


def _ends(words: list[Word], at: int) -> bool:
    """Say whether a comma, a full stop or the end of the text stands before this place."""
    return at >= len(words) or words[at].gap.lstrip()[:1] in tuple(",.;\n")


def _is_near(words: list[Word], at: int) -> bool:
    """Say whether the next word follows right away."""
    return at < len(words) and words[at].gap == " "


def _goes_on(words: list[Word], at: int) -> bool:
    """Say whether an address goes on here."""
    if at >= len(words) or not JOINED.fullmatch(words[at].gap):
        return False
    within = _unit(words, at, "within")
    if within and _numbered(words, at + within, lettered=True):
        return True
    named = words[at].title and not is_known(words, at, _named(words, at))
    return named or any(_unit(words, at, kind) for kind in ("houses", "hamlets", "streets", "estates"))


def _street(words: list[Word], at: int, after: int) -> int:
    """Return how many words after a number are its street; 0 where the number can be of something else."""
    before = words[at - 1] if at else None
    where = before is not None and (is_among(before, "addresses", "where") or _own_house(words, at))
    if before is not None and is_among(before, "addresses", "laws") and not where:
        return 0
    if after >= len(words) or words[after].gap not in (" ", ", "):
        return 0
    if is_among(words[after], "addresses", "laws") and _named(words, after) < NAMED:
        return 0
    if length := _unit(words, after, "streets"):
        value = _name(words, after + length) or _numbered(words, after + length)
        return length + value if value else 0
    return _plain_street(words, at, after, where) if words[after].gap == " " else 0


def _plain_street(words: list[Word], at: int, after: int, where: bool) -> int:
    """Return how many words after a number are a street that no word for one announces."""
    told, number = is_among(words[at], "addresses", "number"), words[after - 1].plain
    if _is_day(number) and not (told or _own_house(words, at) or _streetlike(words, after)):
        return 0
    if not (told or where or "/" in number):
        return 0
    if where and told and _unit(words, after + SHORT, "communes"):
        return SHORT
    if where and not told and "/" in number and not _is_day(number):
        return _name(words, after, certain=True)
    return _named(words, after) or _name(words, after) * is_surname(words[after])


def _streetlike(words: list[Word], at: int) -> bool:
    """Say whether words with capital letters are neither a law nor a place that is known."""
    run = _named(words, at)
    return run >= NAMED and not is_known(words, at, run)


def _own_house(words: list[Word], at: int) -> bool:
    """Say whether somebody's house was spoken of right before."""
    return at > 1 and is_among(words[at - 1], "addresses", "own") and is_among(words[at - 2], "addresses", "house")


def _labelled(words: list[Word], at: int) -> int:
    """Return how many words after a label such as "address:" are a number and a street in small letters, or a name."""
    if (unit := _unit(words, at, "within")) and (number := _numbered(words, at + unit, lettered=True)):
        return unit + number
    number = _numbered(words, at) or (NUMBER.fullmatch(words[at].plain) is not None)
    if number and _goes_on(words, at + number):
        return number
    if number and _counts(words, at + number - 1):
        return 0
    return number + _name(words, at + number, certain=True) if number else 0


def _whole(words: list[Word], end: int, labelled: bool) -> int:
    """Return where an address ends that goes on with further units and names."""
    while end < len(words) and JOINED.fullmatch(words[end].gap):
        length = 0
        for unit, kind in sorted(((_unit(words, end, kind), kind) for kind in KINDS), reverse=True):
            unit += bool(unit) and end + unit < len(words) and is_among(words[end + unit], "addresses", "former")
            number = _numbered(words, end + unit, lettered=True) if unit else 0
            value = number or (_name(words, end + unit, kind == "streets") if unit else 0)
            if value:
                length = unit + value
                break
        if not length and words[end].gap == " ":
            counted = words[end - 1].written[-1:].isdigit() or words[end - 1].written[:1].isdigit()
            sure = labelled or is_surname(words[end])
            sure = sure or _unit(words, end + SHORT, "communes") > 0
            length = _named(words, end) or (_name(words, end, sure) * sure if counted else 0)
        if not length and (number := _numbered(words, end)):
            more = _unit(words, end + number, "houses") or _named(words, end + number)
            apart = end + number >= len(words) or not words[end + number].plain[0].isdigit()
            length = number + more if more or (number == NUMBERED and apart) else 0
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
    found = number < len(words) and NUMBER.fullmatch(words[number].plain) and not AREA.fullmatch(words[number].plain)
    if not found or not (told or lettered or words[number].plain[0].isdigit()) or _is_part(words, number):
        return 0
    return 0 if not told and _counts(words, number) else told + 1


def _is_part(words: list[Word], number: int) -> bool:
    """Say whether a number goes on behind a point, as thousands do."""
    after = number + 1
    return after < len(words) and words[after].gap in tuple(".,") and words[after].plain[0].isdigit()


def _counts(words: list[Word], number: int) -> bool:
    """Say whether a number says how many there are of what follows."""
    after = number + 1
    if after >= len(words) or words[after].gap != " " or not is_among(words[after], "addresses", "counted"):
        return False
    goes_on = after + 1 < len(words) and words[after + 1].plain[0].isdigit()
    return not (goes_on and _unit(words, after, "within"))


def _named(words: list[Word], at: int) -> int:
    """Return how many words with capital letters name a place."""
    run = capitals(words, at) if at < len(words) else 0
    return run if run > 1 or (run and not is_among(words[at], "addresses", "laws")) else 0


def _name(words: list[Word], at: int, certain: bool = False) -> int:
    """Return how many words name a place, in whatever letters; `certain` where without diacritics any word may."""
    if at >= len(words):
        return 0
    any_word = min(len(words) - at, 2) if certain and not words[at].accented else 0
    return _named(words, at) or min(small(words, at), LONGEST_UNIT) or any_word


def _is_day(text: str) -> bool:
    """Say whether a number such as 1/7 can be a day and a month."""
    parts = text.split("/")
    if len(parts) not in (len("dm"), len("dmy")) or not all(part.isdigit() for part in parts):
        return False
    return int(parts[0]) <= DAYS and int(parts[1]) <= MONTHS


@lru_cache
def _labels() -> re.Pattern[str]:
    words = wording()["addresses"]
    tails = rf"(?:\s+(?:{any_of(words['label_tails'])}))*"
    return re.compile(rf"\b(?:{any_of(words['labels'])})\b{tails}\s*(?::\s*|la\s+|o\s+|tai\s+|)\s*")
