"""Measure redaction on labelled sentences: how much is hidden that must be, how much that must stay.

`tuned` is by the author of the rules; `others` is by four authors who did not know them, and was tuned on after it had
been measured; `held_out` is by one of them, and nobody looks at what is missed in it. `keep` holds what must stay:
numbers of procedures and laws, amounts, days; `spare` names of offices, communes and papers that had better stay.

`python -m tests.redaction.measuring` prints it, with what went wrong in the sentences that may be tuned on.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any
from unicodedata import normalize

from procedures_db.redaction import find_personal, redact_message

HERE = Path(__file__).parent
REPEATED = ("a.", "a@", "a cham ", "0 ", "1.", "nguyen van ", "so nha 12 ngo 3 ", "[at] ", "khong chin ")
LONG = 20_000  # characters, which a message that is read never has
SETS = ("tuned", "others", "held_out")


@dataclass
class Measured:
    """How many marked parts there are and were hidden, by kind, and what was wrong."""

    parts: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    lost: int = 0
    spared: int = 0
    spare: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of personal parts that were hidden whole."""
        return self.hidden.total() / self.parts.total()

    @property
    def false_hits(self) -> float:
        """Return the share of parts hidden that had to stay."""
        return self.lost / self.kept


def read(name: str) -> list[dict[str, Any]]:
    """Read a set of sentences."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def measure(sentences: list[dict[str, Any]]) -> Measured:
    """Look at each marked part of each sentence."""
    measured = Measured()
    for sentence in sentences:
        text, last = normalize("NFC", sentence["text"]), 0
        gone = {place for found in find_personal(text) for place in range(found.start, found.end)}
        for part in sentence["hide"]:
            start = text.index(normalize("NFC", part["text"]), last)
            last = start + len(normalize("NFC", part["text"]))
            whole = all(place in gone for place in range(start, last) if text[place].isalnum())
            measured.parts[part["kind"]] += 1
            measured.hidden[part["kind"]] += whole
            measured.faults += [] if whole else [f"{part['text']!r} was left in {text!r}"]
        for part in map(partial(normalize, "NFC"), sentence["keep"]):
            start = text.index(part)
            touched = any(place in gone for place in range(start, start + len(part)))
            measured.kept, measured.lost = measured.kept + 1, measured.lost + touched
            measured.faults += [f"{part!r} was hidden in {text!r}"] if touched else []
        for part in map(partial(normalize, "NFC"), sentence["spare"]):
            start = text.index(part)
            measured.spare += 1
            measured.spared += gone.isdisjoint(range(start, start + len(part)))
    return measured


def milliseconds(sentences: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the median and the 95th percentile of what redacting a message takes."""
    taken = []
    for _ in range(5):
        for sentence in sentences:
            begun = perf_counter()
            redact_message(sentence["text"])
            taken.append((perf_counter() - begun) * 1000)
    percentiles = quantiles(taken, n=20)
    return percentiles[9], percentiles[18]


def _seconds(text: str) -> float:
    begun = perf_counter()
    redact_message(text)
    return perf_counter() - begun


def main() -> None:
    """Print each set, and the faults of those that may be tuned on."""
    for name in SETS:
        sentences = read(name)
        measured = measure(sentences)
        print(f"{name}: {len(sentences)} sentences, {measured.parts.total()} parts to hide, {measured.kept} to stay")
        kinds = (f"{kind} {measured.hidden[kind]}/{count}" for kind, count in sorted(measured.parts.items()))
        print(f"  recall {measured.recall:.1%} ({', '.join(kinds)}), false hits {measured.false_hits:.1%}")
        if measured.spare:
            print(
                f"  names of offices, communes, papers left in place: {measured.spared / measured.spare:.1%} of {measured.spare}"
            )
        if name != "held_out":
            print(*(f"  {fault}" for fault in measured.faults), sep="\n")
    median, late = milliseconds([sentence for name in SETS for sentence in read(name)])
    worst = max(_seconds(part * (LONG // len(part))) for part in REPEATED)
    print(f"the worst of {len(REPEATED)} texts of {LONG} characters made to take long: {worst:.2f} s")
    print(f"a message: {median:.3f} ms at the median, {late:.3f} ms at the 95th percentile")


if __name__ == "__main__":
    main()
