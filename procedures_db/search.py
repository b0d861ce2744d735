"""Find procedures by what people call them, over whatever the database holds now."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.fresh import Fresh
from procedures_db.lexicon import Lexicon, read_lexicon
from procedures_db.queries.names import names_of_procedures
from procedures_db.records import is_procedure_code

TYPO_CUTOFF = 72
WEAK = 0.2
PAIR = 0.5
UNKNOWN = 0.3


@dataclass(frozen=True)
class Match:
    """A procedure that a text may mean; score from 0 (nothing in common) to 1 (its name, exactly)."""

    code: str
    score: float


@dataclass(frozen=True)
class _Phrase:
    code: str
    total: float


class SearchIndex:
    """Names of procedures as weighted words and pairs of words.

    A phrase's score is the geometric mean of how much of the phrase the query covers and how much
    of the query the phrase covers; rare words weigh more; a word that no name has is matched to
    the nearest ones.
    """

    def __init__(self, names: Iterable[tuple[str, list[str]]], lexicon: Lexicon) -> None:
        """Build from (code, names) pairs."""
        self._lexicon = lexicon
        phrases = [(code, _features(lexicon.keywords(name))) for code, texts in names for name in texts]
        self._weights = _inverse_frequencies(phrases, lexicon.weak_words)
        self._vocabulary = sorted(word for word in self._weights if " " not in word)
        self._phrases: list[_Phrase] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for code, features in phrases:
            self._add(code, features)
        self._codes = {code for code, _ in phrases}
        self._unknown = max(self._weights.values(), default=1.0)

    def find(self, text: str, limit: int = 4) -> list[Match]:
        """Return the best matches of a text, best first; a code finds its procedure alone."""
        words = self._lexicon.keywords(text)
        if codes := [word for word in words if is_procedure_code(word) and word in self._codes]:
            return [Match(code, 1.0) for code in dict.fromkeys(codes)][:limit]
        matched, asked = self._match(words)
        best: dict[str, float] = {}
        for number, weight in matched.items():
            phrase = self._phrases[number]
            score = weight / math.sqrt(phrase.total * asked)
            best[phrase.code] = max(score, best.get(phrase.code, 0.0))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [Match(code, round(min(score, 1.0), 4)) for code, score in ranked[:limit]]

    def _add(self, code: str, features: set[str]) -> None:
        if features:
            for feature in features:
                self._postings[feature].append(len(self._phrases))
            self._phrases.append(_Phrase(code, sum(self._weights[feature] for feature in features)))

    def _match(self, words: list[str]) -> tuple[dict[int, float], float]:
        """Weigh each phrase by what it shares with the words; return also the words' own weight."""
        matched: dict[int, float] = defaultdict(float)
        asked = 0.0
        for feature in _features(words):
            likeness = self._nearest(feature)
            asked += self._asked_weight(feature, likeness)
            for known, closeness in likeness:
                for number in self._postings[known]:
                    matched[number] += self._weights[known] * closeness
        return matched, max(asked, 1e-9)

    def _nearest(self, feature: str) -> list[tuple[str, float]]:
        if feature in self._postings:
            return [(feature, 1.0)]
        if " " in feature or len(feature) < 3 or not feature.isalpha():
            return []
        near = process.extract(feature, self._vocabulary, scorer=fuzz.ratio, limit=2, score_cutoff=TYPO_CUTOFF)
        return [(word, (score / 100) ** 2) for word, score, _ in near]

    def _asked_weight(self, feature: str, likeness: list[tuple[str, float]]) -> float:
        if likeness:
            return max(self._weights[known] * closeness for known, closeness in likeness)
        ignored = " " in feature or feature in self._lexicon.weak_words
        return 0.0 if ignored else UNKNOWN * self._unknown


class Search:
    """The index of the database as it is now; built anew when the database has changed."""

    def __init__(self, sessions: sessionmaker[Session], lexicon: Lexicon | None = None) -> None:
        """Remember where to read; nothing is read yet."""
        words = lexicon or read_lexicon()
        self._index = Fresh(sessions, lambda session: SearchIndex(names_of_procedures(session), words))

    def find(self, text: str, limit: int = 4) -> list[Match]:
        """Return the procedures that a text may mean, best first."""
        return self._index.get().find(text, limit)


def _features(words: list[str]) -> set[str]:
    return set(words) | {" ".join(pair) for pair in pairwise(words)}


def _inverse_frequencies(phrases: list[tuple[str, set[str]]], weak: frozenset[str]) -> dict[str, float]:
    """Weigh a feature by how few procedures have it; a pair of words counts half, a weak word little."""
    holders: dict[str, set[str]] = defaultdict(set)
    for code, features in phrases:
        for feature in features:
            holders[feature].add(code)
    total = len({code for code, _ in phrases})
    return {
        feature: _importance(feature.split(), weak) * (1 + math.log((1 + total) / (1 + len(codes))))
        for feature, codes in holders.items()
    }


def _importance(words: list[str], weak: frozenset[str]) -> float:
    telling = WEAK if all(word in weak for word in words) else 1.0
    return telling * (PAIR if len(words) == 2 else 1.0)
