"""The sections of a procedure's page: what the assistant would say of each aspect, in full."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

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
ITEM = "- "


@dataclass(frozen=True)
class Block:
    """Lines that belong together: items of a list, or paragraphs."""

    items: bool
    lines: list[str]


@dataclass(frozen=True)
class Section:
    """One aspect with its title."""

    aspect: str
    title: str
    blocks: list[Block]


def sections(record: RecordInForce) -> Iterator[Section]:
    """Yield the aspects of a record; the name and the source, which stand on the page once, are left out."""
    source = words()["source"]
    for answer in ASPECTS:
        _, *lines = answer().whole(record).splitlines()
        told = [line for line in lines if not line.startswith(source)]
        blocks = [
            Block(items, [line.removeprefix(ITEM) for line in group])
            for items, group in groupby(told, lambda line: line.startswith(ITEM))
        ]
        aspect = str(answer.aspect)
        yield Section(aspect, words()["aspects"][aspect], blocks)
