"""The city's rules that touch a version of a procedure."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from procedures_db.facts import FeeFact
from procedures_db.models import LocalRule, LocalRuleProcedure, Version
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import ChannelKind, CodeBasis


def local_fees(session: Session, version: Version) -> list[FeeFact]:
    """Return the city's amounts for a procedure, of any date, in the order they were written.

    A rule applies when it is tied to the code; a rule for a whole subject also to any procedure
    that has a fee of that subject.
    """
    ties = _ties(session, version.procedure_code)
    by_code = [_fee(tie.rule, version, tie) for tie in ties]
    subjects = {fee.subject for fee in version.fees} | {tie.rule.subject for tie in ties}
    tied = {tie.rule_id for tie in ties}
    by_subject = [rule for rule in _rules_for_subjects(session, subjects) if rule.id not in tied]
    return by_code + [_fee(rule, version) for rule in by_subject]


def _ties(session: Session, code: str) -> list[LocalRuleProcedure]:
    statement = (
        select(LocalRuleProcedure)
        .join(LocalRuleProcedure.rule)
        .where(LocalRuleProcedure.procedure_code == code)
        .where(LocalRule.superseded_at.is_(None))
        .order_by(LocalRule.id)
        .options(selectinload(LocalRuleProcedure.rule).selectinload(LocalRule.source))
    )
    return list(session.scalars(statement))


def _rules_for_subjects(session: Session, subjects: set[str]) -> list[LocalRule]:
    statement = (
        select(LocalRule)
        .where(LocalRule.superseded_at.is_(None), LocalRule.whole_subject, LocalRule.subject.in_(subjects))
        .order_by(LocalRule.id)
        .options(selectinload(LocalRule.source))
    )
    return list(session.scalars(statement)) if subjects else []


def _fee(rule: LocalRule, version: Version, tie: LocalRuleProcedure | None = None) -> FeeFact:
    """Read a rule as a fee, on the channels that the procedure offers."""
    return read_as(
        FeeFact,
        rule,
        channels=tuple(ChannelKind(word) for word in rule.channels if word in version.channels),
        circumstances=tuple(tie.circumstances) if tie else (),
        local=True,
        inferred=tie is None or tie.basis is CodeBasis.BY_NAME,
    )
