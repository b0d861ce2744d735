"""Take personal numbers and dossier codes out of a text before it is stored or logged."""

import re

from procedures_db.dossiers.codes import find_dossier_codes
from procedures_db.dossiers.factors import without_factor, without_four_digits
from procedures_db.text import tidy

DOSSIER = "[dossier]"
# A procedure code or a decision number is no personal number: they are set aside first.
_KEPT = re.compile(r"(?<![\d.])[1-6]\.\d{6}(?!\d)|\b\d{1,5}/\d{4}/[\w\u0110-]+")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){9}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d(?:[\s.-]?\d){8,18}(?![\d])")
_SCANNED = re.compile(r"[\r\n|;]")


def redact(text: str) -> str:
    """Replace e-mail addresses, numbers of telephones, IDs, banks and cards, dossier codes and what opens them."""
    parts: list[str] = []
    last = 0
    for start, end, put in _set_aside(text):
        parts += [_redact_plain(text[last:start]), put]
        last = end
    redacted = "".join([*parts, _redact_plain(text[last:])])
    return without_factor(redacted, all_of_them=DOSSIER in redacted)


def redact_message(text: str) -> str:
    """Redact a message as it is kept: tidy, and nothing of what was scanned beside a dossier code, as a name.

    Four digits go wherever they stand, for they may be meant to open a dossier; a year stays.
    """
    scanned = _SCANNED.search(text.strip()) and find_dossier_codes(text)
    return DOSSIER if scanned else without_four_digits(redact(tidy(text)))


def _set_aside(text: str) -> list[tuple[int, int, str]]:
    """Return where dossier codes stand, and codes that stay, each with what is put there."""
    codes = [(found.start, found.end, DOSSIER) for found in find_dossier_codes(text)]
    kept = [(match.start(), match.end(), match.group()) for match in _KEPT.finditer(text)]
    clear = [each for each in kept if not any(each[0] < end and start < each[1] for start, end, _ in codes)]
    return sorted([*codes, *clear])


def _redact_plain(text: str) -> str:
    text = _MAIL.sub("[email]", text)
    text = _PHONE.sub("[phone]", text)
    return _LONG_NUMBER.sub("[number]", text)
