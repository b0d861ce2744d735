"""Take what tells who somebody is, and dossier codes, out of a text before it is stored or logged."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from procedures_db.dossiers.codes import find_dossier_codes
from procedures_db.dossiers.factors import without_factor, without_four_digits
from procedures_db.personal.addresses import addresses
from procedures_db.personal.letters import plain, words_of
from procedures_db.personal.names import names
from procedures_db.personal.numbers import nobodys, somebodys
from procedures_db.personal.proper import proper_names
from procedures_db.text import tidy

DOSSIER = "[dossier]"
_SCANNED = re.compile(r"[\r\n|;]")


@dataclass(frozen=True)
class Found:
    """Something personal in a text: where it stands, and its kind, which is what is written in its place."""

    start: int
    end: int
    kind: str


def redact(text: str) -> str:
    """Replace names, addresses, e-mail addresses, numbers that are somebody's, dossier codes and what opens them."""
    text = unicodedata.normalize("NFC", text)
    parts: list[str] = []
    last = 0
    for found in find_personal(text):
        parts += [text[last : found.start], f"[{found.kind}]"]
        last = found.end
    redacted = "".join([*parts, text[last:]])
    return without_factor(redacted, all_of_them=DOSSIER in redacted)


def redact_message(text: str) -> str:
    """Redact a message as it is kept: tidy, and nothing of what was scanned beside a dossier code, as a name.

    Four digits go wherever they stand, for they may be meant to open a dossier; a year stays.
    """
    scanned = _SCANNED.search(text.strip()) and find_dossier_codes(text)
    return DOSSIER if scanned else without_four_digits(redact(tidy(text)))


def find_personal(text: str) -> list[Found]:
    """Return what is personal in a text that is NFC, in its order, each part of the text once."""
    folded = plain(text)
    codes = [Found(each.start, each.end, "dossier") for each in find_dossier_codes(text)]
    kept = [span for span in nobodys(folded) if not _meets(span, codes)]
    found = list(codes)
    for start, end, kind in somebodys(folded):
        if not any(start < last and first < end for first, last in kept):
            found += _apart([(start, end, kind)], found)
    words = words_of(text, folded)
    found += _apart(((*span, "address") for span in addresses(folded, words)), found)
    told = [*names(folded, words), *proper_names(words)]
    found += _apart(((*span, "name") for span in _joined(told)), found)
    return sorted(found, key=lambda each: each.start)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in their order, those that meet as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _apart(spans: Iterable[tuple[int, int, str]], found: list[Found]) -> list[Found]:
    """Return what meets nothing that was found before."""
    return [Found(*span) for span in spans if not _meets(span[:2], found)]


def _meets(span: tuple[int, int], found: list[Found]) -> bool:
    return any(span[0] < each.end and each.start < span[1] for each in found)
