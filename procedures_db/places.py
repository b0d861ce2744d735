"""Find the place in the city that a text names, by its present or its former name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from procedures_db.facts_city import CommuneFact
from procedures_db.lexicon import Lexicon
from procedures_db.text import fold

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A place that a text names: its usual spelling, the communes it is in today, whether the name is a former one."""

    name: str
    communes: Codes
    former: bool


class PlaceNames:
    """The names of the communes of today, of those merged into them, and of the districts of before July 2025.

    A name counts when a word for its kind stands before it ("phường", "huyện"), or a word like
    "ở", or when it is the whole message. After "cũ", or a word for a district, a former name is
    meant; else the present one first.
    """

    def __init__(self, communes: Iterable[CommuneFact], lexicon: Lexicon) -> None:
        """Collect the names, folded."""
        self._words = lexicon.places
        self._shown: dict[str, str] = {}
        self._present: dict[str, set[str]] = defaultdict(set)
        self._former: dict[str, set[str]] = defaultdict(set)
        self._districts: dict[str, set[str]] = defaultdict(set)
        self._kinds: dict[str, set[str]] = defaultdict(set)
        self._former_of_kind: dict[tuple[str, str], set[str]] = defaultdict(set)
        for commune in communes:
            self._add(commune)
        self._pattern = self._mention()
        self._foreign = {fold(name): name for name in self._words.outside}
        there = _any_of([*self._words.before, *self._words.districts, *self._words.provinces])
        self._outside = re.compile(rf"(?:^|(?<!\S)(?:{there}) )(?P<name>{_any_of(self._foreign)})(?!\S)")
        self._around = re.compile(rf"(?<!\S)(?:{_any_of(self._words.around)})(?!\S)")

    def find(self, text: str) -> Place | None:
        """Return the place that a text names, or None; of several the last ("từ … về …")."""
        found = [place for match in self._pattern.finditer(fold(text)) if (place := self._place(match))]
        return found[-1] if found else self._bare(text)

    def outside(self, text: str) -> str | None:
        """Return the place outside the city that a text names where it says where somebody is, or None."""
        found = self._outside.search(fold(text))
        return self._foreign[found["name"]] if found else None

    def without_places(self, text: str) -> str:
        """Return folded text without the places it names, to see what else it says."""
        if self._bare(text):
            return ""
        folded = fold(text)
        return " ".join(self._pattern.sub(" ", folded).split()) if self.find(text) else folded

    def names_only_a_place(self, text: str) -> bool:
        """Say whether a text names a place and says nothing more than that one is there."""
        return self.find(text) is not None and not self._around.sub(" ", self.without_places(text)).strip()

    def _bare(self, text: str) -> Place | None:
        """Return the place whose name is the whole message, but for words that say no more than that one is there."""
        folded = fold(text)
        name = folded if folded in self._shown else " ".join(self._around.sub(" ", folded).split())
        now, past = self._present.get(name, set()) | self._districts.get(name, set()), self._former.get(name, set())
        return self._shown_as(None, name, now or past, former=not now)

    def _add(self, commune: CommuneFact) -> None:
        self._remember(self._present, commune.name, commune.code)
        self._kinds[fold(commune.name)].add(self._words.shown[commune.kind])
        for district in commune.districts:
            self._remember(self._districts, district, commune.code)
        for unit in commune.former:
            kind = self._kind_of(unit)
            name = unit.partition(" (")[0].removeprefix(kind)
            self._remember(self._former, name, commune.code)
            self._former_of_kind[fold(kind), fold(name)].add(commune.code)

    def _kind_of(self, unit: str) -> str:
        """Return the word for its kind that a former commune begins with ("thị trấn Cát Bà")."""
        folded = fold(unit)
        kinds = [word for word in self._words.communes if folded.startswith(f"{word} ")]
        return unit[: len(max(kinds, key=len, default=""))]

    def _remember(self, names: dict[str, set[str]], name: str, code: str) -> None:
        plain = name.strip()
        self._shown.setdefault(fold(plain), plain)
        names[fold(plain)].add(code)

    def _place(self, match: re.Match[str]) -> Place | None:
        """Resolve a mention: kind, name, a district after it, a word that says that the name is a former one."""
        kind, name = match["kind"], match["name"]
        present, past, district = (names.get(name, set()) for names in (self._present, self._former, self._districts))
        past = self._former_of_kind.get((fold(self._words.communes.get(kind or "", "")), name)) or past
        if kind in self._words.districts:
            return self._shown_as(kind, name, district, former=True)
        if match["in"]:
            inside = (present | past) & self._districts[match["in"]]
            return self._shown_as(kind, name, inside or present or past, former=inside != present)
        if match["former"] or match["before"]:
            return self._shown_as(kind, name, past or present or district, former=bool(past) or not present)
        if kind is None:
            return self._shown_as(None, name, present | district, former=not present)
        exactly = present if self._words.communes[kind] in self._kinds[name] else set()
        return self._shown_as(kind, name, exactly or (present | past), former=not exactly)

    def _shown_as(self, kind: str | None, name: str, codes: set[str], *, former: bool) -> Place | None:
        if not codes:
            return None
        word = {**self._words.communes, **self._words.districts}.get(kind or "", "")
        return Place(f"{word} {self._shown[name]}".strip(), tuple(sorted(codes)), former)

    def _mention(self) -> re.Pattern[str]:
        """Build the pattern of a name with a word before it, and perhaps one that says it is a former one."""
        words = self._words
        before, former = _any_of(words.before), _any_of(words.former)
        kinds = _any_of([*words.communes, *words.districts])
        names = _any_of([*self._present, *self._former, *self._districts])
        inside = rf"(?:(?:{_any_of(words.districts)}) )?(?P<in>{_any_of(self._districts)})"
        return re.compile(
            rf"(?<!\S)(?:(?:(?:{before}) )?(?P<kind>{kinds})|(?:{before}))(?: (?P<before>{former}))?"
            rf" (?P<name>{names})(?: {inside})?(?: (?P<former>{former}))?(?!\S)"
        )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) or "(?!)"
