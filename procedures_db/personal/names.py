"""Names of people in a text: after words that announce one, after a title, or by their shape."""

import re
from collections.abc import Iterator
from functools import lru_cache

from procedures_db.personal.known import is_known
from procedures_db.personal.letters import Word
from procedures_db.personal.wording import any_of, forms, is_among, wording

LONGEST = 5  # words of a name
SHORT = 2  # words of a given name in small letters
FULL = 3  # words of a full name


def names(folded: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield where names stand."""
    begins = {word.start: number for number, word in enumerate(words)}
    for pattern, certain in ((_announced(), True), (_told(), False)):
        for match in pattern.finditer(folded):
            first = begins.get(match.end())
            if first is None or not (certain or _told_of(words, first)):
                continue
            if length := name_at(words, first, certain=certain):
                yield words[first].start, words[first + length - 1].end
    for first in range(len(words)):
        if length := _titled(words, first) or _shaped(words, first):
            yield words[first].start, words[first + length - 1].end


def name_at(words: list[Word], first: int, *, certain: bool) -> int:
    """Return how many words from `first` on are a name, 0 if it is none; `certain` where one was announced."""
    run = capitals(words, first)
    if run and (certain or not is_stop(words[first]) or is_surname(words[first])):
        return run if certain or (run > 1 and not is_place(words, first, run)) else 0
    length = small(words, first)
    if is_surname(words[first]) or _has_middle(words, first):
        return length if length > 1 or certain else 0
    if certain and words[first].plain in forms("names", "surnames", False):
        return min(length, FULL)
    return min(length, SHORT) if certain else 0


def capitals(words: list[Word], first: int) -> int:
    """Return how many words with a capital letter follow one another."""
    length = 0
    for number in range(first, min(first + LONGEST, len(words))):
        word = words[number]
        if not word.capital or not word.written.isalpha() or (length and word.gap != " "):
            break
        length += 1
    return length


def small(words: list[Word], first: int) -> int:
    """Return how many words follow one another that can be of a name in small letters."""
    length = 0
    for number in range(first, min(first + LONGEST - 1, len(words))):
        word = words[number]
        given = word.plain in wording()["names"]["given"] or (length == FULL - 1 and _has_middle(words, first))
        given = given and not word.accented
        part = given if length else is_surname(word) or _has_middle(words, number)
        mixed = word.capital and not words[first].capital
        if not word.written.isalpha() or (length and word.gap != " ") or (is_stop(word) and not part) or mixed:
            break
        length += 1
    return length


def is_stop(word: Word) -> bool:
    """Say whether a word is none of a name."""
    return is_among(word, "names", "stops")


def is_surname(word: Word) -> bool:
    """Say whether a word is a surname: with its diacritics, or without them where it is no common word."""
    if not any(word.written in forms("names", "surnames", accented) for accented in (True, False)):
        return False
    if word.written != word.plain:
        return word.capital or word.written not in forms("names", "ambiguous_accented", True)
    return word.capital or word.plain not in wording()["names"]["ambiguous"]


def _has_middle(words: list[Word], first: int) -> bool:
    """Say whether a word that may be another one is a surname by the middle name that follows."""
    after = words[first + 1] if first + 1 < len(words) else None
    told = after is not None and after.written in _middles() and after.gap == " "
    if told and words[first].title and after is not None and after.title:
        return not is_stop(words[first])
    given = words[first + 2] if told and first + 2 < len(words) else None
    if given is None or is_among(given, "names", "no_given"):
        return False
    surname = words[first].written in forms("names", "surnames", words[first].accented)
    return told and surname and words[first].written not in wording()["names"]["never"]


def is_place(words: list[Word], first: int, length: int) -> bool:
    """Say whether these words name a place, or stand where a place is named."""
    name = " ".join(word.plain for word in words[first : first + length])
    before = words[first - 1] if first else None
    title = words[first].title
    after = before is not None and (is_among(before, "names", "before_places") or before.written[-1].isdigit())
    after = after and words[first].gap == " "
    near = before is not None and before.accented and words[first].gap == " "
    known = near and is_among(words[first - 1], "names", "before_known")
    if after or (title and (known or is_known(words, first, length))):
        return True
    return any(name.startswith(place) for place in forms("names", "places", False))


def _told_of(words: list[Word], first: int) -> bool:
    """Say whether the words before a name are those of `_told` with their diacritics too."""
    before = [word for word in words[max(0, first - 2) : first] if not is_among(word, "names", "be")]
    return bool(before) and (is_among(before[-1], "names", "people") or is_among(before[-1], "names", "role_ends"))


def _titled(words: list[Word], first: int) -> int:
    """Return how many words are a name after a title, or after the word for oneself."""
    before = words[first - 1] if first else None
    if before is None or words[first].gap != " ":
        return 0
    official = _is_official(words, first - 1)
    if not official and not is_among(before, "names", "titles"):
        return int(_is_self(words, first))
    if is_among(words[first], "names", "people") and words[first].accented:
        return 0
    if run := capitals(words, first):
        return run if run > 1 or not is_place(words, first, run) else 0
    return _given(words, first, official)


def _is_self(words: list[Word], first: int) -> bool:
    """Say whether somebody says who he is by his given name alone."""
    after = words[first + 1] if first + 1 < len(words) else None
    speaking = is_among(words[first - 1], "names", "selves") and is_among(words[first], "names", "given_names")
    if not speaking or after is None:
        return False
    if first > 1 and words[first].accented and is_among(words[first - 2], "names", "people") and is_stop(after):
        return True  # one of the family: somebody's brother, and his name
    return after.plain.startswith("0") or (after.gap == " " and is_among(after, "names", "says_so"))


def _given(words: list[Word], first: int, official: bool) -> int:
    """Return how many words in small letters after a title are a given name that goes on with no other word."""
    length = 0
    while length < SHORT and first + length < len(words) and is_among(words[first + length], "names", "given_names"):
        length += 1
    after = words[first + length] if first + length < len(words) else None
    ends = after is None or after.gap != " " or is_stop(after) or after.plain[0].isdigit()
    if official:
        return length * (ends and not is_among(words[first], "names", "no_given"))
    told = after is not None and (is_among(after, "names", "after_given") or after.plain.startswith("0"))
    sure = words[first].accented or (length > 1 and is_among(words[first - 1], "names", "sure_titles"))
    return length * (told or (ends and sure))


def _is_official(words: list[Word], last: int) -> bool:
    """Say whether the words up to here are an official."""
    said = " ".join(word.written for word in words[max(0, last - 1) : last + 1])
    return said in forms("names", "officials", words[last].accented)


def _shaped(words: list[Word], first: int) -> int:
    """Return how many words are a full name by their shape: a surname, what stands between, a given name."""
    if not is_surname(words[first]) and not _has_middle(words, first):
        return 0
    run = capitals(words, first) or small(words, first)
    middle = run > 1 and words[first + 1].written in _middles()
    full = run >= FULL and (middle or words[first].capital)
    return run if full and not is_place(words, first, run) else 0


@lru_cache
def _middles() -> frozenset[str]:
    return forms("names", "middles", True) | forms("names", "middles", False)


@lru_cache
def _announced() -> re.Pattern[str]:
    """Return what matches words after which a name stands for certain: their name is, full name, filed by."""
    words = wording()["names"]
    people = rf"(?:(?:{any_of(words['people'])})\s+)"
    be = rf"\s*(?::|(?:{any_of(words['be'])})\b\s*:?)\s*"
    own = rf"\b{people}+ten(?:\s+{people}*)?(?:{be}|\s+)"
    name = rf"\bten(?:\s+(?:{any_of(words['people'])}))*{be}"
    full = rf"\bho(?:\s+va|,)?\s+ten(?:\s+(?:{any_of(words['people'])}))*(?:{be}|\s+)"
    role = rf"\b(?:{any_of(words['roles'])}){be}"
    kind = rf"\bten\s+{people}+"
    return re.compile("|".join((full, own, name, role, kind)))


@lru_cache
def _told() -> re.Pattern[str]:
    """Return what matches words after which a name may stand: somebody is, somebody."""
    words = wording()["names"]
    return re.compile(rf"\b(?:{any_of(words['roles'] + words['people'])})(?:\s+(?:{any_of(words['be'])})\b|,)?\s+")
