"""Names of people by their capital letters, in a text that has them only where they belong."""

from collections.abc import Iterator

from procedures_db.personal.known import is_known
from procedures_db.personal.letters import Word
from procedures_db.personal.wording import is_among

JOINED = frozenset({" ", "-", "'", "\u2019", ".", ". ", " - "})
LONGEST_NUMBER = 8
FULL = 3  # words of a full name
ENDS = frozenset(".!?\n•*")
LABELS = frozenset(":;")  # after them stands what was asked for


def proper_names(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield where people are named; a person is whoever has capital letters and is no place, body or thing."""
    number = 0
    while number < len(words):
        run = _run(words, number)
        if run > 1 or (run and len(words[number].written) > 1):
            first, length = _person(words, number, run)
            if length:
                yield words[first].start, words[first + length - 1].end
        number += max(run, 1)


def _run(words: list[Word], first: int) -> int:
    """Return how many words with one capital letter each follow one another."""
    length = 0
    for number in range(first, len(words)):
        word = words[number]
        if not (word.title and all(part.isalpha() for part in word.written.split("-"))):
            break
        if length and (word.gap not in JOINED or (word.gap.startswith(".") and len(words[number - 1].written) > 1)):
            break
        length += 1
    return length


def _person(words: list[Word], first: int, run: int) -> tuple[int, int]:
    """Return where a person begins in a run of words with capital letters, and how many words it is; 0 for none."""
    while run and is_among(words[first], "names", "people") and words[first].accented:
        if run == 1 and not _begins(words, first):
            break
        first, run = first + 1, run - 1
    if not run or _is_thing(words, first, run):
        return first, 0
    if _begins(words, first):
        return first, run * _told_by_what_follows(words, first, run)
    return first, run * (not _is_placed(words, first, run))


def _is_thing(words: list[Word], first: int, run: int) -> bool:
    """Say whether these words name no person; somebody with a title is one, though a commune has his name."""
    if run == 1 and is_among(words[first], "names", "stops"):
        return True
    titled = run > 1 and first > 0 and is_among(words[first - 1], "names", "titles")
    return not titled and is_known(words, first, run)


def _is_placed(words: list[Word], first: int, run: int) -> bool:
    """Say whether what stands before tells a place or a body, or a label one word of a thing."""
    if first and words[first].gap == " ":
        before = words[first - 1]
        loose = run < FULL and is_among(before, "names", "before_loose")
        if loose or is_among(before, "names", "before_known") or _is_short(before):
            return True
    labelled = not LABELS.isdisjoint(words[first].gap)
    return labelled and run == 1 and not is_among(words[first], "names", "given_names")


def _is_short(word: Word) -> bool:
    """Say whether a word is a number as houses have it, after which a street is named."""
    return word.written[-1].isdigit() and len(word.written) <= LONGEST_NUMBER


def _begins(words: list[Word], first: int) -> bool:
    """Say whether a sentence begins here."""
    return first == 0 or not ENDS.isdisjoint(words[first].gap)


def _told_by_what_follows(words: list[Word], first: int, run: int) -> bool:
    """Say whether the beginning of a sentence is a name: it stands alone, or somebody says hello."""
    after = words[first + run] if first + run < len(words) else None
    if after is None or "\n" in after.gap:
        return run > 1 or (first > 0 and is_among(words[first], "names", "given_names"))
    given = run > 1 or is_among(words[first], "names", "given_names")
    return given and is_among(after, "names", "after_names") and after.gap == " "
