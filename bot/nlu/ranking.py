"""Rank intents from plain arrays: what the trained pipeline computes, without its checks and sparse matrices."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from bot.nlu.features import terms_of
from procedures_db.search.phrases import Numbers


@dataclass(frozen=True)
class Part:
    """One way to describe a text: its terms with their rows among the weights, and how rare each is."""

    rows: dict[str, int]
    rarity: Numbers
    first: int

    def describe(self, terms: list[str]) -> tuple[list[int], Numbers]:
        """Return the rows of the known terms of a text in order, and what each weighs (TF-IDF of length one)."""
        counts = Counter(row for term in terms if (row := self.rows.get(term)) is not None)
        rows = sorted(counts)
        weights = 1 + np.log(np.array([counts[row] for row in rows], dtype=float))
        weights *= self.rarity[np.array(rows, dtype=int) - self.first]
        return rows, weights / max(float(np.sqrt(weights @ weights)), 1e-300)


@dataclass(frozen=True)
class IntentRanking:
    """A trained pipeline of `features` and logistic regression, ready to be asked for one text at a time."""

    characters: int
    parts: tuple[Part, ...]
    weights: Numbers  # a row for each term, a column for each intent
    constants: Numbers
    intents: tuple[str, ...]

    def probabilities(self, text: str) -> Numbers:
        """Return the probability of each intent, in their order."""
        rows: list[int] = []
        weights: list[Numbers] = []
        for part, terms in zip(self.parts, terms_of(text, self.characters), strict=True):
            known, weighed = part.describe(terms)
            rows += known
            weights.append(weighed)
        told = np.concatenate(weights) @ self.weights[np.array(rows, dtype=int)] + self.constants
        likely: Numbers = np.exp(told - told.max())
        return likely / likely.sum()

    def ranking(self, text: str, length: int) -> list[tuple[str, float]]:
        """Return the likeliest intents with their probabilities, best first."""
        pairs = sorted(zip(self.probabilities(text).tolist(), self.intents, strict=True), reverse=True)
        return [(intent, probability) for probability, intent in pairs[:length]]
