"""Take personal numbers out of a text before it is stored or logged."""

import re

# A dossier code, a procedure code or a decision number is none of them: they are set aside first.
_KEPT = re.compile(
    r"\b(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Za-z]\d{2}(?:\.\d{1,4}){0,3}\s*[-\u2013]\s*\d{6}\s*[-\u2013]\s*\d{4,6}\b"
    r"|(?<![\d.])[1-6]\.\d{6}(?!\d)"
    r"|\b\d{1,5}/\d{4}/[\w\u0110-]+"
)
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){9}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d(?:[\s.-]?\d){8,18}(?![\d])")


def redact(text: str) -> str:
    """Replace e-mail addresses, telephone numbers, ID, bank and card numbers by what they were."""
    parts: list[str] = []
    last = 0
    for kept in _KEPT.finditer(text):
        parts += [_redact_plain(text[last : kept.start()]), kept.group()]
        last = kept.end()
    return "".join([*parts, _redact_plain(text[last:])])


def _redact_plain(text: str) -> str:
    text = _MAIL.sub("[email]", text)
    text = _PHONE.sub("[phone]", text)
    return _LONG_NUMBER.sub("[number]", text)
