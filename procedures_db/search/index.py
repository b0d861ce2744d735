"""Rank procedures by several ways of looking at a text, each with its weight."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

import numpy as np

from procedures_db.facts_city import Searched
from procedures_db.lexicon import Lexicon
from procedures_db.search.bodies import BodyIndex, keys_of
from procedures_db.search.certainty import Evidence, weigh_best
from procedures_db.search.characters import CharacterIndex, keys_of_pieces
from procedures_db.search.counted import Counted
from procedures_db.search.features import Features
from procedures_db.search.phrases import Numbers, Phrases
from procedures_db.search.spelling import Spelling
from procedures_db.search.words import WordIndex
from procedures_db.text import fold
from procedures_db.vocabulary import Level

# Fitted on labelled questions (docs/decisions/0007-ranking.md).
WORDS, CHARACTERS, NAMES, BODIES = 0.25, 0.2, 0.5, 0.05
EXACT = 0.15  # for a text that has just the core words of one procedure's name
REMEMBERED = 60_000  # texts whose words are kept, so that building anew after an import is quick
BEGINNING = re.compile(r"[1-6]\.\d{4,5}")  # of a code; fewer digits may be an amount
OFFICIAL = 2  # of the names: short and official; the rest are aliases
# A desk nearby is meant more often than a ministry.
NEARNESS = {Level.COMMUNE: 1.0, Level.PROVINCE: 0.98, Level.OTHER: 0.85, Level.MINISTRY: 0.8}


@dataclass(frozen=True)
class Match:
    """A procedure that a text may mean; score from 0 (nothing in common) to about 1 (its name, exactly)."""

    code: str
    score: float


@dataclass(frozen=True)
class Found:
    """The procedures that a text may mean, best first, and the chance from 0 to 1 that just the first is meant."""

    matches: list[Match]
    certainty: float


class Counts:
    """The counts that an index is made of, taken over when it is built anew."""

    def __init__(self, weak: frozenset[str]) -> None:
        """Begin with none; weak words tell little."""
        self.words = Features(weak)
        self.characters = Counted(keys_of_pieces)
        self.names = Counted(keys_of)
        self.bodies = Counted(keys_of)


class SearchIndex:
    """All procedures that are served, found by their names, their letters, their records; a nearer desk comes first."""

    def __init__(self, searched: Iterable[Searched], lexicon: Lexicon, counts: Counts | None = None) -> None:
        """Build from what is known of the procedures, with the counts of the index before, if there was one."""
        self._lexicon = lexicon
        counts = counts or Counts(lexicon.weak_words)
        entries = sorted(searched, key=lambda entry: entry.code)
        named = [(entry, words) for entry in entries if (words := _phrases(entry.names, lexicon))]
        phrases = [words for _, words in named]
        spoken = (word for words in phrases for phrase in words for word in phrase)
        self._spelling = Spelling({*spoken, *lexicon.words})
        self.codes = [entry.code for entry, _ in named]
        self._known = set(self.codes)
        self._by_ending = _by_ending(self.codes)
        if not named:
            return
        bodies = [[_folded(text) for text in entry.body] for entry, _ in named]
        self._words = WordIndex(phrases, lexicon.weak_words, counts.words)
        self._characters = CharacterIndex(phrases, counts.characters)
        self._names = BodyIndex(phrases, lexicon.weak_words, counts.names)
        self._bodies = BodyIndex(bodies, lexicon.weak_words, counts.bodies)
        official = [_phrases(entry.names[:OFFICIAL], lexicon) for entry, _ in named]
        self._exact = _told_exactly(official, lexicon)
        self._nearness = np.array([NEARNESS[entry.level] for entry, _ in named])

    def find(self, text: str, limit: int = 4) -> Found:
        """Return the best matches of a text; a code finds its procedure alone."""
        words = self.words_of(text)
        if codes := list(dict.fromkeys(code for word in words for code in self._codes_of(word))):
            return Found([Match(code, 1.0) for code in codes][:limit], float(len(codes) == 1))
        if not self.codes or not words:
            return Found([], 0.0)
        scores, told = self.weigh(words)
        best = [(self.codes[number], min(float(scores[number]), 1.0)) for number in _top(scores, limit)]
        return Found([Match(code, round(float(score), 4)) for code, score in best], round(told.certainty, 4))

    def _codes_of(self, word: str) -> list[str]:
        """Return the procedure that has this code, or those whose code begins or ends like this."""
        if word in self._known:
            return [word]
        if BEGINNING.fullmatch(word):
            return [code for code in self.codes if code.startswith(word)]
        return self._by_ending.get(word, [])

    def words_of(self, text: str) -> list[str]:
        """Return the words of a text that are looked for: folded, mended, official."""
        return self._lexicon.keywords(self._spelling.mend(fold(text)))

    def weigh(self, words: list[str]) -> tuple[Numbers, Evidence]:
        """Return the score of each procedure, and what tells whether the best one is meant."""
        nearest, names = self._words.scores(words), self._names.scores(words)
        looks = WORDS * nearest + CHARACTERS * self._characters.scores(words)
        looks += NAMES * names + BODIES * self._bodies.scores(words)
        scores: Numbers = looks * self._nearness
        told = self._exact.get(self._lexicon.core(words))
        if told is not None:
            scores[told] += EXACT
        return scores, weigh_best(scores, nearest, names, len(words), told)


def _by_ending(codes: list[str]) -> dict[str, list[str]]:
    """Return the codes by what stands after their dot: people leave out what stands before it."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        found[code.partition(".")[2]].append(code)
    return dict(found)


def _told_exactly(phrases: Phrases, lexicon: Lexicon) -> dict[tuple[str, ...], int]:
    """Return the core words of each name with the number of the one procedure that has just these."""
    owners: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, named in enumerate(phrases):
        for words in named:
            owners[lexicon.core(words)].add(number)
    return {words: min(numbers) for words, numbers in owners.items() if words and len(numbers) == 1}


def _phrases(texts: Iterable[str], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Return the telling words of each text that has any, equal ones once."""
    return [words for words in dict.fromkeys(_keywords(lexicon, text) for text in texts) if words]


@lru_cache(maxsize=REMEMBERED)
def _keywords(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    return tuple(map(intern, lexicon.keywords(text)))


@lru_cache(maxsize=REMEMBERED)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(map(intern, fold(text).split()))


def _top(scores: Numbers, limit: int) -> list[int]:
    """Return where the highest scores above zero stand, best first, of equal ones the first."""
    least = np.partition(scores, -limit)[-limit] if limit < len(scores) else 0.0
    near = np.flatnonzero((scores >= least) & (scores > 0))
    return [int(number) for number in near[np.argsort(-scores[near], kind="stable")][:limit]]
