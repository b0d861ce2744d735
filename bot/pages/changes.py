"""What a publication changed, in the words in which people read it: lines that came and lines that went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session, sessionmaker

from actions.database import REMEMBERED, revision_now, sessions
from bot.pages.sections import Section, sections
from procedures_db.facts import RecordInForce
from procedures_db.queries.history import VersionInHistory, history_of
from procedures_db.vocabulary import Origin


@dataclass(frozen=True)
class Changed:
    """One aspect that differs between two versions."""

    title: str
    gone: list[str]
    come: list[str]


@dataclass(frozen=True)
class Published:
    """A version, and what it changed against the one of the same origin before it."""

    version: VersionInHistory
    changes: list[Changed]


def publications(code: str, day: date) -> list[Published]:
    """Return the publications of a procedure, judged as on a day; none for an unknown code."""
    return remembered_publications(sessions(), code, day, revision_now())


@lru_cache(maxsize=REMEMBERED)
def remembered_publications(maker: sessionmaker[Session], code: str, day: date, number: int) -> list[Published]:
    """Read them; nothing of them changes while the revision `number` stays."""
    with maker() as session:
        return published(history_of(session, code, day))


def published(versions: Sequence[VersionInHistory]) -> list[Published]:
    """Return the versions that were not corrected since, in their order, each with its changes."""
    told: list[Published] = []
    before: dict[Origin, RecordInForce] = {}
    for version in versions:
        if version.superseded_at is not None:
            continue
        old = before.get(version.origin)
        told.append(Published(version, changes(old, version.record) if old else []))
        before[version.origin] = version.record
    return told


def changes(old: RecordInForce, new: RecordInForce) -> list[Changed]:
    """Return the aspects of which something else is said."""
    pairs = zip(sections(old), sections(new), strict=True)
    compared = [_compared(_lines(before), _lines(after), after.title) for before, after in pairs]
    return [each for each in compared if each.gone or each.come]


def _compared(before: list[str], after: list[str], title: str) -> Changed:
    return Changed(
        title, [line for line in before if line not in after], [line for line in after if line not in before]
    )


def _lines(section: Section) -> list[str]:
    return [line for block in section.blocks for line in block.lines]
