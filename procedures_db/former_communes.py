"""The communes of before July 2025, each once: where it lay and the communes of today that its land is in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from procedures_db.facts_city import CommuneFact
from procedures_db.text import fold

Codes = tuple[str, ...]


@dataclass(frozen=True)
class FormerCommune:
    """A commune of before: the word for its kind ("xã"), its name, its district, its heirs of today."""

    kind: str
    name: str
    district: str
    communes: Codes


def former_communes(
    communes: Iterable[CommuneFact], kinds: Iterable[str], districts: Iterable[str]
) -> list[FormerCommune]:
    """Return the former communes; one that was divided is written the same under each of its heirs.

    `kinds` and `districts` are the folded words before the names of communes and of districts.
    """
    heirs: dict[str, list[CommuneFact]] = defaultdict(list)
    for commune in communes:
        for unit in commune.former:
            heirs[unit].append(commune)
    return [_former(unit, found, list(kinds), list(districts)) for unit, found in heirs.items()]


def _former(unit: str, heirs: list[CommuneFact], kinds: list[str], districts: list[str]) -> FormerCommune:
    label, _, within = unit.rstrip(")").partition(" (")
    kind, name = _parted(label, kinds)
    district = _parted(within, districts)[1] or _common_district(heirs)
    return FormerCommune(kind, name, district, tuple(sorted(heir.code for heir in heirs)))


def _parted(label: str, words: list[str]) -> tuple[str, str]:
    """Part a name from the word for its kind before it ("thị trấn Cát Bà")."""
    folded = fold(label)
    kind = max((word for word in words if folded.startswith(f"{word} ")), key=len, default="")
    return label[: len(kind)], label[len(kind) :].strip()


def _common_district(heirs: list[CommuneFact]) -> str:
    """Return the district that the land of every heir lay in, or else the first one's."""
    first, *others = heirs
    shared = [name for name in first.districts if all(name in other.districts for other in others)]
    return (shared or list(first.districts))[0]
