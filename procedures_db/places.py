"""Find the place in the city that a text names, by its present or its former name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from procedures_db.facts_city import CommuneFact
from procedures_db.former_communes import Codes, FormerCommune, former_communes
from procedures_db.lexicon import Lexicon
from procedures_db.text import fold, tidy

Named = TypeVar("Named", CommuneFact, FormerCommune)


@dataclass(frozen=True)
class Namesake:
    """One of several former communes of the same name: its name with its kind, its district, its communes of today."""

    name: str
    district: str
    communes: Codes


@dataclass(frozen=True)
class Place:
    """A place that a text names: its usual spelling, the communes it is in today, whether the name is a former one.

    A name that may mean several former communes is in none, until it is known which of the `namesakes` is meant.
    """

    name: str
    communes: Codes
    former: bool
    namesakes: tuple[Namesake, ...] = ()

    def told(self) -> dict[str, Any]:
        """Return the place as conversations keep it."""
        namesakes = [{**asdict(each), "communes": list(each.communes)} for each in self.namesakes]
        return {"name": self.name, "communes": list(self.communes), "former": self.former, "namesakes": namesakes}


class PlaceNames:
    """The names of the communes of today, of those merged into them, and of the districts of before July 2025.

    A name counts when a word for its kind stands before it ("phường", "huyện"), or a word like
    "ở", or when it is the whole message. After "cũ", or a word for a district, a former name is
    meant; else the present one first.
    """

    def __init__(self, communes: Iterable[CommuneFact], lexicon: Lexicon) -> None:
        """Collect the names, folded."""
        self._words = lexicon.places
        self._shown: dict[str, list[str]] = defaultdict(list)
        self._present: dict[str, list[CommuneFact]] = defaultdict(list)
        self._former: dict[str, list[FormerCommune]] = defaultdict(list)
        self._districts: dict[str, set[str]] = defaultdict(set)
        known = list(communes)
        for commune in known:
            self._add(commune)
        for former in former_communes(known, self._words.communes, self._words.districts):
            self._former[self._spelled(former.name)].append(former)
        self._pattern = self._mention()
        self._foreign = {fold(name): name for name in self._words.outside}
        there = _any_of([*self._words.before, *self._words.districts, *self._words.provinces])
        self._outside = re.compile(rf"(?:^|(?<!\S)(?:{there}) )(?P<name>{_any_of(self._foreign)})(?!\S)")
        self._around = re.compile(rf"(?<!\S)(?:{_any_of(self._words.around)})(?!\S)")
        self._asked = self._asked_after()

    def find(self, text: str) -> Place | None:
        """Return the place that a text names, or None; of several the last ("từ … về …")."""
        found = [place for match in self._pattern.finditer(fold(text)) if (place := self._place(match, text))]
        return found[-1] if found else self._bare(text)

    def outside(self, text: str) -> str | None:
        """Return the place outside the city that a text names where it says where somebody is, or None."""
        found = self._outside.search(fold(text))
        return self._foreign[found["name"]] if found else None

    def unlisted(self, text: str) -> str | None:
        """Return the place of which a text asks what it is today, when no list has it: with its kind, as typed."""
        match = None if self.find(text) else self._asked.search(fold(text))
        if not match or self._says_nothing(match["name"]) or not self._says_nothing(match["rest"]):
            return None
        typed = text.split()[: len(fold(text)[: match.end("name")].split())]
        return " ".join(typed[-len(match["unit"].split()) :]).lower()

    def _says_nothing(self, text: str) -> bool:
        """Say whether folded text says no more than that one is there, or asks what a place is today."""
        return not self._around.sub(" ", text).strip()

    def without_places(self, text: str) -> str:
        """Return folded text without the places it names, to see what else it says."""
        if self._bare(text):
            return ""
        folded = fold(text)
        return " ".join(self._pattern.sub(" ", folded).split()) if self.find(text) else folded

    def names_only_a_place(self, text: str) -> bool:
        """Say whether a text names a place and says nothing more than that one is there, or asks what it is today."""
        return self.find(text) is not None and self._says_nothing(self.without_places(text))

    def _bare(self, text: str) -> Place | None:
        """Return the place whose name is the whole message, but for words that say no more than that one is there."""
        folded = fold(text)
        name = folded if folded in self._shown else " ".join(self._around.sub(" ", folded).split())
        if now := self._now(name, text) | self._districts.get(name, set()):
            return self._shown_as(None, name, text, now, former=False)
        return self._once(None, name, text, self._before(None, name, text))

    def _add(self, commune: CommuneFact) -> None:
        self._present[self._spelled(commune.name)].append(commune)
        for district in commune.districts:
            self._districts[self._spelled(district)].add(commune.code)

    def _spelled(self, name: str) -> str:
        """Remember how a name is spelled; return it folded."""
        if name not in self._shown[fold(name)]:
            self._shown[fold(name)].append(name)
        return fold(name)

    def _now(self, name: str, text: str) -> set[str]:
        """Return the codes of the communes of today of a name."""
        return {commune.code for commune in _as_spelled(self._present.get(name, []), text)}

    def _before(self, kind: str | None, name: str, text: str) -> list[FormerCommune]:
        """Return the former communes of a name: those of the kind, if there are any."""
        named = _as_spelled(self._former.get(name, []), text)
        word = fold(self._words.communes.get(kind or "", ""))
        return [each for each in named if fold(each.kind) == word] or named

    def _place(self, match: re.Match[str], text: str) -> Place | None:
        """Resolve a mention: kind, name, a district after it, a word that says that the name is a former one."""
        kind, name = match["kind"], match["name"]
        present, past, district = (
            self._now(name, text),
            self._before(kind, name, text),
            self._districts.get(name, set()),
        )
        if kind in self._words.districts:
            return self._shown_as(kind, name, text, district, former=True)
        if match["in"] and (inside := self._inside(match["in"], present, past)):
            return self._shown_as(kind, name, text, inside, former=inside != present)
        if match["former"] or match["before"]:
            return self._once(kind, name, text, past) or self._shown_as(
                kind, name, text, present or district, former=not present
            )
        if kind is None:
            return self._shown_as(None, name, text, present | district, former=not present)
        return self._of_kind(kind, name, text, present, past)

    def _inside(self, district: str, present: set[str], past: list[FormerCommune]) -> set[str]:
        """Return the codes of what lay in a district."""
        before = {code for each in past if fold(each.district) == district for code in each.communes}
        return before | (present & self._districts[district])

    def _of_kind(self, kind: str, name: str, text: str, present: set[str], past: list[FormerCommune]) -> Place | None:
        """Resolve a name after the word for its kind: of today, or else of before; a wrong kind is forgiven."""
        word = self._words.communes[kind]
        same = {each.code for each in self._present.get(name, []) if self._words.shown[each.kind] == word} & present
        merged = [each for each in past if each.kind == word]
        if same or (present and not merged):
            return self._shown_as(kind, name, text, same or present, former=False)
        return self._once(kind, name, text, merged or past)

    def _once(self, kind: str | None, name: str, text: str, past: list[FormerCommune]) -> Place | None:
        """Return the place that a former name means; when it may mean several, each of them by its district."""
        if len(past) < 2:
            return self._shown_as(kind, name, text, {code for each in past for code in each.communes}, former=True)
        by_district = sorted(past, key=lambda each: (fold(each.district), fold(each.kind)))
        namesakes = [Namesake(f"{each.kind} {each.name}", each.district, each.communes) for each in by_district]
        return Place(self._with_kind(kind, name, text), (), former=True, namesakes=tuple(namesakes))

    def _shown_as(self, kind: str | None, name: str, text: str, codes: set[str], *, former: bool) -> Place | None:
        return Place(self._with_kind(kind, name, text), tuple(sorted(codes)), former) if codes else None

    def _with_kind(self, kind: str | None, name: str, text: str) -> str:
        """Return a name after the word for its kind, spelled as in the text where it may be spelled in two ways."""
        word = {**self._words.communes, **self._words.districts}.get(kind or "", "")
        spellings = self._shown[name]
        spelled = next((each for each in spellings if _is_spelled(each, text)), spellings[0])
        return f"{word} {spelled}".strip()

    def _asked_after(self) -> re.Pattern[str]:
        """Build the pattern of any name after the word for its kind, and of what asks what it is today."""
        words = self._words
        kinds, former = _any_of([*words.communes, *words.districts]), _any_of(words.former)
        return re.compile(
            rf"(?<!\S)(?P<unit>(?:{kinds}) (?P<name>\S+(?: \S+){{0,3}}?))(?: (?:{former}))?"
            rf" (?:{_any_of(words.today)})(?!\S)(?P<rest>.*)"
        )

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


def _as_spelled(found: list[Named], text: str) -> list[Named]:
    """Return what is spelled as in a text, or everything when nothing is: names may differ in diacritics alone."""
    return [each for each in found if _is_spelled(each.name, text)] or found


def _is_spelled(name: str, text: str) -> bool:
    return name.lower() in tidy(text).lower()


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) or "(?!)"
