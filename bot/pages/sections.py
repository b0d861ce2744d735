"""The sections of a procedure's page: what the assistant would say of each aspect, in full."""

from collections.abc import Iterator
from dataclasses import dataclass

from actions.aspect import AspectAction
from actions.deadline import AnswerDeadline
from actions.documents import AnswerDocuments
from actions.eligibility import AnswerEligibility
from actions.fees import AnswerFees
from actions.forms import AnswerForms
from actions.legal_basis import AnswerLegalBasis
from actions.online import AnswerOnline
from actions.place import AnswerPlace
from actions.rendering import words
from actions.results import AnswerResult
from actions.steps import AnswerSteps
from bot.blocks import Block, blocks
from procedures_db.facts import RecordInForce

ASPECTS: tuple[type[AspectAction], ...] = (
    AnswerDocuments,
    AnswerFees,
    AnswerDeadline,
    AnswerPlace,
    AnswerOnline,
    AnswerSteps,
    AnswerEligibility,
    AnswerForms,
    AnswerResult,
    AnswerLegalBasis,
)


@dataclass(frozen=True)
class Section:
    """One aspect with its title."""

    aspect: str
    title: str
    blocks: list[Block]


def sections(record: RecordInForce) -> Iterator[Section]:
    """Yield the aspects of a record, each in full."""
    for answer in ASPECTS:
        yield section_of(answer, record)


def section_of(answer: type[AspectAction], record: RecordInForce, circumstance: str | None = None) -> Section:
    """Return one aspect, in one circumstance if it is named; name and source, which stand elsewhere, are left out."""
    told = blocks(answer().whole(record, circumstance), titled=True)[1:]
    aspect = str(answer.aspect)
    return Section(aspect, words()["aspects"][aspect], [block for block in told if block.kind != "source"])
