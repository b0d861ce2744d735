"""Number the words and pairs of words of phrases; what was numbered once keeps its number between builds."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from procedures_db.search.phrases import WEAK, Numbers

PAIR = 0.5  # what a pair of words counts, beside its two words


class Features:
    """The words and pairs of words that phrases have, each with a number and an importance."""

    def __init__(self, weak: frozenset[str]) -> None:
        """Begin with none; weak words tell little."""
        self._weak = weak
        self._numbers: dict[str, int] = {}
        self._importance: list[float] = []
        self._known: dict[tuple[str, ...], Numbers] = {}

    def number_all(self, phrases: Sequence[tuple[str, ...]]) -> list[Numbers]:
        """Return the numbers of the features of each phrase; those of the last time are taken over."""
        self._known = {words: self._known[words] if words in self._known else self._number(words) for words in phrases}
        return [self._known[words] for words in phrases]

    def number(self, feature: str) -> int | None:
        """Return the number of a feature, None when no phrase has had it."""
        return self._numbers.get(feature)

    @property
    def words(self) -> dict[str, int]:
        """Return the single words with their numbers."""
        return {feature: number for feature, number in self._numbers.items() if " " not in feature}

    @property
    def importance(self) -> Numbers:
        """Return what each feature counts beside how rare it is."""
        return np.array(self._importance)

    def _number(self, words: tuple[str, ...]) -> Numbers:
        found = []
        for feature in features_of(words):
            number = self._numbers.setdefault(feature, len(self._numbers))
            if number == len(self._importance):
                self._importance.append(_importance(feature.split(), self._weak))
            found.append(number)
        return np.array(found, dtype=np.int32)


def features_of(words: Sequence[str]) -> set[str]:
    """Return the words and the pairs of neighbours."""
    return set(words) | {" ".join(pair) for pair in pairwise(words)}


def _importance(words: list[str], weak: frozenset[str]) -> float:
    telling = WEAK if all(word in weak for word in words) else 1.0
    return telling * (PAIR if len(words) == 2 else 1.0)
