"""The names people find procedures by."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procedures_db.models import Alias, Procedure, Revision, Version
from procedures_db.queries.standing import without_displaced
from procedures_db.text import fold
from procedures_db.vocabulary import Level, Origin

_REVISION = select(Revision.number)  # asked for with every message, so made once


@dataclass(frozen=True)
class PublishedName:
    """How a procedure stands in a list."""

    code: str
    name: str
    short_name: str
    sector: str
    level: Level


def names_of_procedures(session: Session) -> Iterable[tuple[str, list[str]]]:
    """Return each code that is served with its short name, official name and aliases."""
    rows = session.execute(select(Procedure.code, Procedure.short_name, Procedure.name)).tuples().all()
    served = without_displaced(session, (code for code, _, _ in rows))
    names = {code: [short, name] for code, short, name in rows if code in served}
    for code, alias in session.execute(select(Alias.procedure_code, Alias.text).order_by(Alias.id)).tuples():
        if code in names:
            names[code].append(alias)
    return list(names.items())


def published_names(session: Session) -> list[PublishedName]:
    """Return what is served, in the order of the alphabet."""
    columns = (Procedure.code, Procedure.name, Procedure.short_name, Procedure.sector, Procedure.level)
    rows = session.execute(select(*columns)).tuples().all()
    served = without_displaced(session, (row[0] for row in rows))
    found = [PublishedName(*row) for row in rows if row[0] in served]
    return sorted(found, key=lambda each: fold(each.short_name))


def short_names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Return the short names of the codes that exist."""
    wanted = list(codes)
    rows = session.execute(select(Procedure.code, Procedure.short_name).where(Procedure.code.in_(wanted)))
    return {row.code: row.short_name for row in rows}


def curated_codes(session: Session) -> frozenset[str]:
    """Return the codes that have plain wording of ours."""
    return frozenset(session.scalars(select(Version.procedure_code).where(Version.origin == Origin.CURATED)))


def revision(session: Session) -> int:
    """Return the number that grows with every change of what is published."""
    return session.scalar(_REVISION) or 0


def count_procedures(session: Session) -> int:
    """Return how many procedures the database holds."""
    return session.scalar(select(func.count()).select_from(Procedure)) or 0
