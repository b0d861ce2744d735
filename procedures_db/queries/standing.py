"""What standing the versions of a procedure have on a day, and which of several namesakes applies here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from procedures_db.models import Procedure, Version
from procedures_db.precedence import Judged, Numbers, applying, judge, rank_among_namesakes
from procedures_db.vocabulary import SERVED, Jurisdiction, Level, Origin


def standings(session: Session, code: str, day: date) -> list[Judged]:
    """Return every version of a procedure, in the order they were recorded, with its standing on a day."""
    statement = select(Version).where(Version.procedure_code == code).order_by(Version.recorded_at, Version.id)
    return judge(session.scalars(statement).all(), day, _numbers)


def namesake_that_applies(session: Session, code: str, day: date) -> str:
    """Return the code that is served for `code`: its own, unless a procedure of the same name takes its place.

    The city's own publication takes the place of a national one, and a commune's or the city's
    desk that of a ministry's variant.
    """
    statement = (
        select(Procedure.code, Procedure.level, Version.jurisdiction)
        .join(Procedure.versions)
        .where(Procedure.name_key.in_(select(Procedure.name_key).where(Procedure.code == code)))
        .where(Version.superseded_at.is_(None), Version.jurisdiction.in_(SERVED), Version.known_from <= day)
        .where(or_(Version.effective_to.is_(None), Version.effective_to > day))
    )
    ranks = _ranks(session.execute(statement).tuples())
    best = max(ranks, key=lambda other: (ranks[other], other), default=code)
    return best if code in ranks and ranks[best] > ranks[code] else code


def without_displaced(session: Session, codes: Iterable[str]) -> set[str]:
    """Return those of the codes whose place no namesake takes."""
    wanted = set(codes)
    statement = (
        select(Procedure.name_key, Procedure.code, Procedure.level, Version.jurisdiction)
        .join(Procedure.versions)
        .where(Version.superseded_at.is_(None), Version.jurisdiction.in_(SERVED))
    )
    namesakes: dict[str, list[tuple[str, Level, Jurisdiction]]] = defaultdict(list)
    for key, *procedure in session.execute(statement).tuples():
        namesakes[key].append(tuple(procedure))  # type: ignore[arg-type]
    return wanted & {code for group in namesakes.values() for code in _best_of(group)}


def stale_wordings(session: Session, day: date) -> list[tuple[str, Judged]]:
    """Return the codes whose plain wording gives way on a day to what was published, with the wording's standing."""
    statement = select(Version.procedure_code).where(Version.origin == Origin.CURATED).distinct()
    found = []
    for code in sorted(session.scalars(statement)):
        judged = standings(session, code, day)
        applied = applying(judged)
        if applied is not None and applied.origin is Origin.OFFICIAL:
            ours = [each for each in judged if each.version.origin is Origin.CURATED]
            found.append((code, ours[-1]))
    return found


def _best_of(procedures: list[tuple[str, Level, Jurisdiction]]) -> list[str]:
    ranks = _ranks(procedures)
    best = max(ranks.values())
    return [code for code, rank in ranks.items() if rank == best]


def _ranks(procedures: Iterable[tuple[str, Level, Jurisdiction]]) -> dict[str, tuple[bool, bool]]:
    levels: dict[str, Level] = {}
    jurisdictions: dict[str, set[Jurisdiction]] = defaultdict(set)
    for code, level, jurisdiction in procedures:
        levels[code] = level
        jurisdictions[code].add(jurisdiction)
    return {code: rank_among_namesakes(jurisdictions[code], level) for code, level in levels.items()}


def _numbers(version: Version) -> Numbers:
    amounts = {("dong", fee.amount) for fee in version.fees}  # the portal does not tell what an amount pays for
    lengths = {(time.unit.value, time.value) for time in version.processing_times}
    return frozenset(amounts | lengths)  # type: ignore[arg-type]
