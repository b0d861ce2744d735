"""What procedures are searched by: names, and the words of their records."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from procedures_db.everyday import Everyday
from procedures_db.facts_city import Searched
from procedures_db.models import Circumstance, Procedure, RequiredDocument, Statement, Version
from procedures_db.queries.names import names_of_procedures
from procedures_db.vocabulary import SERVED

PAPERS = 10  # of a record; more are of its special cases
CLIPPED = 90  # characters of a sentence; what it is about stands first


def searched_procedures(session: Session, everyday: Everyday | None = None) -> Iterator[Searched]:
    """Yield each procedure that is served with its names and everyday phrases, its level and its live sentences."""
    bodies = _bodies(session)
    rows = session.execute(select(Procedure.code, Procedure.sector, Procedure.level)).tuples()
    about = {code: (sector, level) for code, sector, level in rows}
    for code, names in names_of_procedures(session):
        sector, level = about[code]
        yield Searched(code, [*names, *(everyday or {}).get(code, [])], [sector, *bodies[code]], level)


def _bodies(session: Session) -> dict[str, list[str]]:
    """Return the sentences of the live versions by code: summary, cases, papers, results."""
    papers = select(Version.procedure_code, func.substr(RequiredDocument.name, 1, CLIPPED)).join(Version.documents)
    statements = (
        select(Version.procedure_code, func.substr(Version.summary, 1, CLIPPED)),
        select(Version.procedure_code, Circumstance.label).join(Version.circumstances),
        papers.where(RequiredDocument.position < PAPERS),
        select(Version.procedure_code, func.substr(Statement.text, 1, CLIPPED))
        .join(Version.statements)
        .where(Statement.kind == "result"),
    )
    bodies: dict[str, list[str]] = defaultdict(list)
    for statement in statements:
        for code, text in session.execute(_live(statement)).tuples():
            bodies[code].append(text)
    cases = select(Version.procedure_code, Circumstance.words).join(Version.circumstances)
    for code, words in session.execute(_live(cases)).tuples():
        bodies[code] += words
    return bodies


def _live(statement: Select) -> Select:
    return statement.where(Version.superseded_at.is_(None), Version.jurisdiction.in_(SERVED))
