"""What an administrator decides on a matter: something is taught, data is to be corrected, or it is not ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.teaching.checking import LONGEST, Draft, code_of, fault_of
from procedures_db.facts_accounts import SignedIn
from procedures_db.facts_lessons import Taught
from procedures_db.queries.audit import add_act
from procedures_db.queries.data_reports import add_report
from procedures_db.queries.lessons import add_lesson
from procedures_db.queries.triage import settle
from procedures_db.redaction import redact
from procedures_db.text import tidy
from procedures_db.vocabulary import LessonKind

SEPARATOR = " | "  # between keys, which have none
FACT, NOT_OURS = "fact", "not_ours"
OTHER = "other"  # than an aspect


@dataclass(frozen=True)
class Decision:
    """What is done about the matters of `keys`: `draft` is taught, or `reason` says what is wrong in a record."""

    kind: str
    keys: tuple[str, ...]
    draft: Draft | None = None
    code: str = ""
    reason: str = ""


def read_decision(fields: Mapping[str, str]) -> Decision | str:
    """Read the form of a matter; return the name of what is wrong with it where something is."""
    kind = fields.get("decision", "")
    keys = tuple(key for key in fields.get("keys", "").split(SEPARATOR) if key)
    if not keys:
        return "empty"
    if kind == NOT_OURS:
        return Decision(kind, keys)
    if kind == FACT:
        return _fact(keys, fields)
    return _lesson(LessonKind(kind), keys, fields) if kind in set(LessonKind) else "empty"


def write_decision(session: Session, decision: Decision, at: datetime, who: SignedIn) -> None:
    """Keep a decision and what it teaches, and note it in the log; raise AlreadySettled when another was quicker."""
    lesson = None
    if draft := decision.draft:
        lesson = add_lesson(session, Taught(id=0, at=at, author=who.name, **vars(draft)))
    if decision.kind == FACT:
        add_report(session, at, decision.code, OTHER, decision.reason, who)
    settle(session, decision.keys, at, who.name, lesson)
    add_act(session, at, who.name, "triage", decision.kind, matters=len(decision.keys), lesson=lesson)


def _fact(keys: tuple[str, ...], fields: Mapping[str, str]) -> Decision | str:
    code, reason = code_of(fields.get("code", "")), _plain(fields.get("text", ""))
    if code is None:
        return "no_procedure"
    if not reason:
        return "empty"
    return Decision(FACT, keys, code=code, reason=reason) if len(reason) <= LONGEST else "long"


def _lesson(kind: LessonKind, keys: tuple[str, ...], fields: Mapping[str, str]) -> Decision | str:
    text, question = _plain(fields.get("text", "")), _plain(fields.get("question", ""))
    typed = fields.get("code", "").strip()
    code = code_of(typed)
    if code is None and (typed or kind is LessonKind.NAME):
        return "no_procedure"
    target = code if kind is LessonKind.NAME else _plain(fields.get("target", ""))
    draft = Draft(kind, text or question, target or "", question or text, code)
    return fault_of(draft) or Decision(kind, keys, draft)


def _plain(text: str) -> str:
    """Return what was typed as it may be kept."""
    return redact(tidy(text))
