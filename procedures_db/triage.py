"""Join matters that say nearly the same, so that a person decides once."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from procedures_db.facts_lessons import Matter

ALIKE = 85  # of 100, by letters of the sorted words


def join(matters: Sequence[Matter]) -> list[Matter]:
    """Join each matter to the first one before it that is nearly the same; the most frequent first."""
    gists = [matter.keys[0] for matter in matters]
    likeness = process.cdist(gists, gists, scorer=fuzz.ratio, score_cutoff=ALIKE)
    leaders: dict[int, Matter] = {}
    for number, matter in enumerate(matters):
        leader = next((other for other in leaders if likeness[other][number]), None)
        if leader is None:
            leaders[number] = matter
        else:
            leaders[leader] = _joined(leaders[leader], matter)
    return sorted(leaders.values(), key=lambda matter: -matter.count)


def _joined(one: Matter, other: Matter) -> Matter:
    reasons = tuple(dict.fromkeys([*one.reasons, *other.reasons]))
    keys, count = (*one.keys, *other.keys), one.count + other.count
    return replace(one, keys=keys, count=count, last=max(one.last, other.last), reasons=reasons)
