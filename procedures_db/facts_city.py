"""What is known beside the record in force: offices, communes, life events, what procedures are found by."""

from dataclasses import dataclass

from procedures_db.facts import SourceFact
from procedures_db.opening import Week
from procedures_db.vocabulary import CommuneKind, Level


@dataclass(frozen=True)
class HoursFact:
    """The weekly hours of a one-stop shop, and who says so."""

    week: Week
    source: SourceFact


@dataclass(frozen=True)
class OfficeFact:
    """A one-stop shop; what is not known is None."""

    key: str
    name: str
    address: str
    phone: str | None
    email: str | None
    hours: HoursFact | None
    commune_code: str | None
    source: SourceFact


@dataclass(frozen=True)
class CommuneFact:
    """A commune of today; `former` are the communes merged into it, `districts` those its land lay in."""

    code: str
    kind: CommuneKind
    name: str
    former: tuple[str, ...]
    districts: tuple[str, ...]
    source: SourceFact


@dataclass(frozen=True)
class StepFact:
    """One procedure of a life event; `when` says for whom, None that it is for everyone."""

    procedure_code: str
    title: str
    when: str | None
    linked: bool


@dataclass(frozen=True)
class LifeEventFact:
    """A life event with its procedures in order; `linked_code` is the procedure that files the linked ones at once."""

    key: str
    label: str
    words: tuple[str, ...]
    linked_code: str | None
    steps: tuple[StepFact, ...]


@dataclass(frozen=True)
class Searched:
    """What a procedure is found by: its names, the sentences of its records, the level of its desk."""

    code: str
    names: list[str]
    body: list[str]
    level: Level
