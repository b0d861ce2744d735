"""The words of people: abbreviations, colloquial names, and words that name no procedure."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

from pydantic import BaseModel, Extra, validator
from ruamel.yaml import YAML

from procedures_db.lessons import Lessons, taught
from procedures_db.office_words import OfficesPart, OfficeWords
from procedures_db.settings import LEXICON
from procedures_db.text import fold
from procedures_db.vocabulary import ChannelKind, CommuneKind

SYLLABLE = 3  # letters of a word that may be many words without diacritics


class ChoicesPart(BaseModel):
    """How people pick one of several offers by number."""

    before: list[str]
    after: list[str]
    numbers: dict[int, list[str]]


class ForeignersPart(BaseModel):
    """How people speak of foreigners: words for people, countries after them, and the official words for both."""

    official: str
    people: list[str]
    countries: list[str]


class RatingsPart(BaseModel):
    """How people give a score from 1 to 5."""

    before: list[str]
    units: list[str]
    after: list[str]


class PlacesPart(BaseModel):
    """Words around the names of places: for kinds of units (as typed -> as shown), before names, for former ones.

    `outside` are places that are not in the city, `shown` names the kinds of communes of today.
    `today` are words that ask what a place is now, `around` are words that say no more than that one is there.
    """

    shown: dict[CommuneKind, str]
    communes: dict[str, str]
    districts: dict[str, str]
    before: list[str]
    former: list[str]
    provinces: list[str]
    today: list[str]
    outside: list[str]
    around: list[str]

    @validator("communes", "districts", "before", "former", "provinces", "today", "around", pre=True)
    def fold_words(cls, words: Any) -> Any:
        """Fold what is compared; what is shown stays."""
        return {fold(key): shown for key, shown in words.items()} if isinstance(words, dict) else list(map(fold, words))


class EventsPart(BaseModel):
    """Words beside those for a life event: that say nothing, that say it just was or is soon, for people."""

    around: list[str]
    just: list[str]
    people: list[str]


class LeavingPart(BaseModel):
    """Whole answers of a person who leaves a message, by what they mean, and words that change nothing in them."""

    around: list[str]
    agree: list[str]
    cancel: list[str]
    alone: list[str]
    back: list[str]


class LexiconFile(BaseModel):
    """The layout of lexicon.yml."""

    class Config:
        extra = Extra.forbid

    abbreviations: dict[str, str]
    colloquial: dict[str, str]
    noise: list[str]
    foreigners: ForeignersPart
    choices: ChoicesPart
    ratings: RatingsPart
    channels: dict[ChannelKind, list[str]]
    returning: list[str]
    joining: list[str]
    counter: list[str]
    emergencies: list[str]
    elsewhere: list[str]
    places: PlacesPart
    offices: OfficesPart
    events: EventsPart
    leaving: LeavingPart
    asking: list[str]
    generic: list[str]
    neutral: list[str]


class Lexicon:
    """Turns folded text into the words that tell procedures apart."""

    def __init__(self, file: LexiconFile) -> None:
        """Fold every entry once."""
        self.abbreviations = {fold(short): fold(full) for short, full in file.abbreviations.items()}
        self.colloquial = {fold(word): fold(official) for word, official in file.colloquial.items()}
        self.places = file.places
        self.events = file.events
        self._offices = OfficeWords(file.offices)
        noise = {fold(word) for word in file.noise}
        self.weak_words = frozenset(word for word in noise if " " not in word)
        phrases = [
            *self.abbreviations,
            *self.abbreviations.values(),
            *self.colloquial,
            *self.colloquial.values(),
            *noise,
        ]
        self.words = frozenset(word for phrase in [*phrases, *map(fold, file.generic)] for word in phrase.split())
        self._numbers = _number_words(file.choices)
        self._choice = _choice_pattern(file.choices, self._numbers)
        self._rating = _rating_pattern(file.ratings)
        self._channels = {
            kind: _phrase_pattern({fold(word) for word in words}) for kind, words in file.channels.items()
        }
        self._generic = {word for phrase in file.generic for word in fold(phrase).split()}
        self.joining = file.joining
        self._counter = _phrase_pattern({fold(word) for word in file.counter})
        self._returning = _phrase_pattern({fold(word) for word in file.returning})
        self._emergency = _phrase_pattern({fold(word) for word in file.emergencies})
        self._elsewhere = _phrase_pattern({fold(word) for word in file.elsewhere})
        self._leaving_around = frozenset(map(fold, file.leaving.around))
        self._leaving = {
            kind: frozenset(self._bare(phrase) for phrase in phrases)
            for kind, phrases in file.leaving.dict(exclude={"around"}).items()
        }
        self._neutral = {word for phrase in file.neutral for word in fold(phrase).split()}
        self._asking = _phrase_pattern({fold(word) for word in file.asking})
        self._colloquial = _phrase_pattern(self.colloquial)
        self._foreigner = _foreigner_pattern(file.foreigners)
        self._foreign = fold(file.foreigners.official)
        self._noise = _phrase_pattern(noise - self.weak_words)

    def expand(self, text: str) -> str:
        """Return folded text with abbreviations written out."""
        return " ".join(self.abbreviations.get(word, word) for word in fold(text).split())

    def keywords(self, text: str) -> list[str]:
        """Return the words of a text that may tell one procedure from another, folded.

        Single words of noise stay: without diacritics they are other words too ("the": thế, thẻ).
        They are in `weak_words`.
        """
        return list(self._keywords(text))

    @lru_cache(maxsize=64)  # noqa: B019  there is one lexicon; these are the few texts of a message
    def _keywords(self, text: str) -> tuple[str, ...]:
        people = self._foreigner.sub(self._foreign, self.expand(text))
        official = self._colloquial.sub(lambda match: self.colloquial[match.group()], people)
        return tuple(self._noise.sub(" ", official).split())

    def names_something(self, text: str) -> bool:
        """Say whether a text has words beyond noise and what is done to any paper ("cấp lại").

        One short syllable alone tells nothing: without diacritics it is too many words ("the": thế, thẻ).
        """
        words = self.telling_words(text)
        return len(words) > 1 or any(len(word) > SYLLABLE for word in words)

    def telling_words(self, text: str) -> list[str]:
        """Return the words of a text beyond noise and beyond what is done to any paper."""
        return [word for word in self.keywords(text) if word not in self._generic and word not in self.weak_words]

    def core(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the keywords that make out the plain procedure, sorted: no noise, none that people leave out.

        A word said twice in a row counts once, one that returns later twice ("cấp lại … lái xe").
        """
        once = (word for word, _ in groupby(words))
        return tuple(sorted(word for word in once if word not in self.weak_words and word not in self._neutral))

    def ordinal(self, text: str) -> int | None:
        """Return the number a text chooses ("cái thứ hai": 2; the last: -1), if it is only that."""
        match = self._choice.fullmatch(self.expand(text))
        return self._numbers[match.group(1)] if match else None

    def channel(self, text: str) -> ChannelKind | None:
        """Return the way of filing that a text names, if it names just one."""
        named = [kind for kind, pattern in self._channels.items() if pattern.search(self.expand(text))]
        return named[0] if len(named) == 1 else None

    def is_emergency(self, text: str) -> bool:
        """Say whether somebody may be in danger."""
        return self._emergency.search(self.expand(text)) is not None

    def is_elsewhere(self, text: str) -> bool:
        """Say whether a text names a matter that no one-stop shop handles."""
        return self._elsewhere.search(self.expand(text)) is not None

    def leaving(self, text: str, kind: str) -> bool:
        """Say whether a whole text means `agree`, `cancel`, `alone` (no contact) or `back` (take it back)."""
        return self._bare(text) in self._leaving[kind]

    def returns(self, text: str) -> bool:
        """Say whether a text goes back to something spoken of before."""
        return self._returning.search(self.expand(text)) is not None

    def is_about_counter(self, text: str) -> bool:
        """Say whether a text speaks of the people or the place that take dossiers."""
        return self._counter.search(self.expand(text)) is not None

    def only_generic(self, text: str) -> bool:
        """Say whether a text tells what is to be done to a paper, and not to which."""
        words = self.keywords(text)
        return any(word in self._generic for word in words) and not self.telling_words(text)

    def asks(self, text: str) -> bool:
        """Say whether a text has a word that asks what or how."""
        return self._asking.search(self.expand(text)) is not None

    def office_asked(self, text: str) -> str | None:
        """Return which office a text without places is about, `centre` or `others`, if it is about its hours or place.

        A text that names something else asks about that.
        """
        said, words = self.expand(text), self._offices
        about = words.asks_where(said) or (words.asks_hours(said) and not self.telling_words(words.without(said)))
        return ("others" if words.of_others(said) else "centre") if about else None

    def rating(self, text: str) -> int | None:
        """Return the score from 1 to 5 that a text gives, if it does nothing else ("4/5" may be a date)."""
        match = self._rating.fullmatch(self.expand(text))
        return int(match.group(1)) if match else None

    def _bare(self, text: str) -> str:
        return " ".join(word for word in self.expand(text).split() if word not in self._leaving_around)


def read_lexicon(lessons: Lessons | None = None) -> Lexicon:
    """Return the lexicon with the words of the lessons, by default those that this process goes by; each read once."""
    return _lexicon(lessons or taught())


@lru_cache(maxsize=4)
def _lexicon(lessons: Lessons) -> Lexicon:
    file = LexiconFile.parse_obj(YAML(typ="safe").load(LEXICON.read_text(encoding="utf-8")))
    return Lexicon(file.copy(update={"colloquial": {**file.colloquial, **lessons.words}}))


def _phrase_pattern(phrases: set[str] | dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_any_of(phrases)})(?!\S)")


def _number_words(choices: ChoicesPart) -> dict[str, int]:
    words = {fold(word): number for number, texts in choices.numbers.items() for word in texts}
    return {**words, **{str(digit): digit for digit in range(1, 10)}}


def _choice_pattern(choices: ChoicesPart, numbers: dict[str, int]) -> re.Pattern[str]:
    before, after = (_any_of(map(fold, words)) for words in (choices.before, choices.after))
    return re.compile(rf"(?:(?:{before}) )*({_any_of(numbers)})(?: (?:{after}))*")


def _foreigner_pattern(foreigners: ForeignersPart) -> re.Pattern[str]:
    people, countries = (_any_of(map(fold, words)) for words in (foreigners.people, foreigners.countries))
    return re.compile(rf"(?<!\S)(?:{people}) (?:{countries})(?!\S)")


def _rating_pattern(ratings: RatingsPart) -> re.Pattern[str]:
    before, units, after = (_any_of(map(fold, words)) for words in (ratings.before, ratings.units, ratings.after))
    return re.compile(rf"(?:(?:{before}) )*([1-5])(?:/5| ?(?:{units}))(?: (?:{after}))*")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
