"""How sure it is that the best match alone is meant."""

from dataclasses import astuple, dataclass

import numpy as np

from procedures_db.search.phrases import Numbers

MANY = 20  # procedures that the bag of names may put before the best; more make no difference
# In the order of `Evidence`, fitted by tests/questions/fit.py; only the last is set by hand, for 34 of the 37 questions
# that say just a plain name mean it (docs/decisions/0004-decision-margins.md).
WEIGHTS = (11.18, 2.13, -0.74, 3.41, 2.5)
CONSTANT = -7.41


@dataclass(frozen=True)
class Evidence:
    """What tells whether the best match is meant.

    `lead` is what the next one lacks to its score, as a share of it; `length` the logarithm of how many
    words were looked for (long texts score low and are clear all the same); `names` the root of how many
    procedures the bag of all names puts before it; `words` its score by words of the nearest name; `plain`
    is 1 when the text has just the core words of its name.
    """

    lead: float
    length: float
    names: float
    words: float
    plain: float

    @property
    def certainty(self) -> float:
        """Return the chance, from 0 to 1, that just the best match is meant."""
        return float(1 / (1 + np.exp(-(CONSTANT + np.dot(WEIGHTS, astuple(self))))))


def weigh_best(total: Numbers, words: Numbers, names: Numbers, length: int, plain: int | None) -> Evidence:
    """Weigh the best of `total` against the next, by what two looks say of it.

    `length` counts the words asked, `plain` is the procedure whose core words they are, if there is one.
    """
    best = int(total.argmax())
    score, second = float(total[best]), float(np.delete(total, best).max(initial=0.0))
    return Evidence(
        lead=(score - second) / max(score, 1e-9),
        length=float(np.log1p(length)),
        names=float(np.sqrt(min(np.count_nonzero(names > names[best]), MANY))),
        words=float(words[best]),
        plain=float(plain == best),
    )
