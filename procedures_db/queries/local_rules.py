"""The city's rules that touch a version of a procedure."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from procedures_db.facts import FeeFact, SourceFact
from procedures_db.models import LocalRule, LocalRuleProcedure, Version
from procedures_db.vocabulary import ChannelKind, CodeBasis


def local_fees(session: Session, version: Version) -> list[FeeFact]:
    """Return the city's amounts for a procedure, of any date, in the order they were written.

    A rule applies when it is tied to the code; a rule tied to no code at all applies by subject,
    to whatever procedure has a national fee of that subject.
    """
    ties = session.scalars(
        select(LocalRuleProcedure)
        .join(LocalRuleProcedure.rule)
        .where(LocalRuleProcedure.procedure_code == version.procedure_code)
        .where(LocalRule.superseded_at.is_(None))
        .order_by(LocalRule.id)
        .options(selectinload(LocalRuleProcedure.rule).selectinload(LocalRule.source))
    )
    by_code = [_fee(tie.rule, version, tie) for tie in ties]
    return by_code + [_fee(rule, version) for rule in _rules_by_subject(session, version)]


def _rules_by_subject(session: Session, version: Version) -> list[LocalRule]:
    subjects = {fee.subject for fee in version.fees}
    statement = (
        select(LocalRule)
        .where(LocalRule.superseded_at.is_(None), LocalRule.subject.in_(subjects))
        .where(~LocalRule.procedures.any())
        .order_by(LocalRule.id)
        .options(selectinload(LocalRule.source))
    )
    return list(session.scalars(statement)) if subjects else []


def _fee(rule: LocalRule, version: Version, tie: LocalRuleProcedure | None = None) -> FeeFact:
    offered = [word for word in rule.channels if word in version.channels]
    source = rule.source
    return FeeFact(
        kind=rule.kind,
        subject=rule.subject,
        label=rule.label,
        channels=tuple(ChannelKind(word) for word in offered),
        amount=rule.amount,
        unit=rule.unit,
        circumstances=tuple(tie.circumstances) if tie else (),
        condition=rule.condition,
        exemption=rule.exemption,
        note=rule.note,
        source=SourceFact(source.title, source.number, source.url, source.retrieved_on),
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        local=True,
        inferred=tie is None or tie.basis is CodeBasis.BY_NAME,
        grade=rule.grade,
    )
