"""Take the repetitions out of a note: the portal prints the same sentences once per case and channel."""

import re

from procedures_db.importers.pdf.text import heal, line_of, squeeze

JOINT = re.compile(r"\s*,\s+")
BETWEEN_SENTENCES = re.compile(r"(?<=[.;:])\s*,\s+|\s+,\s+|\n")


def without_repetition(note: str) -> str:
    """Return each sentence of a note once, a line each."""
    once: dict[str, str] = {}
    for sentence in BETWEEN_SENTENCES.split(_period(heal(note))):
        once.setdefault(squeeze(sentence), line_of(sentence))
    return "\n".join(filter(None, once.values()))


def _period(note: str) -> str:
    """Return the text that, repeated with commas between, makes the note."""
    parts = [squeeze(part) for part in JOINT.split(note)]
    ends = [joint.start() for joint in JOINT.finditer(note)]
    for length in range(1, len(parts) // 2 + 1):
        if len(parts) % length == 0 and parts == parts[:length] * (len(parts) // length):
            return note[: ends[length - 1]]
    return note
