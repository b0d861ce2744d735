"""The answer to copy: papers, fee, time and place as plain text, with the source once."""

from dataclasses import dataclass

from actions.deadline import AnswerDeadline
from actions.documents import AnswerDocuments
from actions.fees import AnswerFees
from actions.place import AnswerPlace
from actions.rendering import words
from procedures_db.facts import RecordInForce

TOLD = (AnswerDocuments, AnswerFees, AnswerDeadline, AnswerPlace)


@dataclass(frozen=True)
class Ready:
    """The aspects, each a title and its lines, and the line of the source."""

    parts: list[tuple[str, list[str]]]
    source: str


def ready_answer(record: RecordInForce, circumstance: str | None) -> Ready:
    """Return what the assistant would say, in one circumstance or in all of them."""
    mark, titles = words()["source"], words()["aspects"]
    told = [(titles[str(each.aspect)], each().whole(record, circumstance).splitlines()[1:]) for each in TOLD]
    parts = [(title, [line for line in lines if not line.startswith(mark)]) for title, lines in told]
    source = next(line for _, lines in told for line in lines if line.startswith(mark))
    return Ready(parts, source)
