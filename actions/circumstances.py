"""Facts by circumstance: what holds for all, what holds for the one that is known, what to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.wording import closest
from procedures_db.facts import CircumstanceFact, RecordInForce

LONG = 8


@dataclass(frozen=True)
class ByCircumstance:
    """Facts that hold for everyone, then groups for single circumstances; `asks` names the choices.

    `whole` tells that everything is to be listed, however long.
    """

    common: list[Any]
    groups: list[tuple[str, list[Any]]]
    asks: list[CircumstanceFact]
    whole: bool = False

    @property
    def too_long(self) -> bool:
        """Say whether the groups are better asked about than listed."""
        return not self.whole and sum(len(facts) for _, facts in self.groups) > LONG

    def __bool__(self) -> bool:
        """Say whether there is any fact at all."""
        return bool(self.common or self.groups)


def sort_out(facts: Sequence[Any], record: RecordInForce, circumstance: str | None) -> ByCircumstance:
    """Group facts by circumstance; when the circumstance is known, keep only what holds in it."""
    known = {item.key for item in record.circumstances}
    if circumstance in known:
        holds = [fact for fact in facts if not fact.circumstances or circumstance in fact.circumstances]
        return ByCircumstance(holds, [], [])
    several = len(known) > 1
    common = [fact for fact in facts if not fact.circumstances or (several and set(fact.circumstances) == known)]
    special = [fact for fact in facts if fact not in common]
    groups = _group(special, record)
    return ByCircumstance(common, groups, list(record.circumstances) if groups else [])


def _group(special: list[Any], record: RecordInForce) -> list[tuple[str, list[Any]]]:
    """Pair the circumstances with their facts; those with the same facts stand together."""
    groups: list[tuple[list[str], list[Any]]] = []
    for item in record.circumstances:
        facts = [fact for fact in special if item.key in fact.circumstances]
        same = next((labels for labels, others in groups if others == facts), None)
        if same is not None:
            same.append(item.label)
        elif facts:
            groups.append(([item.label], facts))
    return [(" / ".join(labels), facts) for labels, facts in groups]


def named_circumstance(record: RecordInForce, text: str) -> str | None:
    """Return the key of the circumstance that a text describes, if just one."""
    titles = [(item.label, item.words) for item in record.circumstances]
    number = closest(titles, text, known=f"{record.short_name} {record.name}")
    return None if number is None else record.circumstances[number].key
