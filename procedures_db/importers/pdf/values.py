"""Read the cells for times and fees: what is stated becomes a number, all else keeps its text and a status."""

import re
from functools import lru_cache
from typing import Any

from procedures_db.importers.pdf.text import known, line_of, named, squeeze, words

LONGEST = 400  # of any unit; longer times are surely mistaken
LEAST_FEE = 1000  # đồng; below that the thousands were left out
AMOUNT = r"\d{1,3}(?:\.\d{3})+|\d+"

Value = dict[str, Any]


def read_duration(cell: str) -> Value:
    """Read a processing time: `text` and `status`, with `value` and `unit` when they are told."""
    text = line_of(cell)
    if known(cell) is None:
        return {"text": text, "status": "no_information"}
    if found := _length().fullmatch(text.casefold()):
        return {"text": text, **_measured(found)}
    return {"text": text, "status": named("lengthless", text) or _other(text.casefold())}


def read_fees(cell: str, note: str) -> list[Value]:
    """Read fees in đồng: `text` and `status`, with `amount_vnd` when it is told; several amounts are several fees.

    What is shown as free while its note names an amount is not free.
    """
    text = line_of(cell)
    if known(cell) is None:
        return [{"text": text, "status": "no_information"}]
    if squeeze(text) == squeeze(words()["free"]):
        if _amounts(line_of(note)):
            return [{"text": f"{text} ({line_of(note)})", "status": "free_but_note_differs"}]
        return [{"text": text, "status": "zero_shown", "amount_vnd": 0}]
    one = rf"(?:{AMOUNT})\s*{words()['currency']}"
    if not re.fullmatch(rf"{one}(?:\s*[,;]\s*{one})*", text):
        return [{"text": text, "status": "text_only"}]
    return [_amount(part) for part in re.split(r"\s*[,;]\s*(?=\d)", text)]


def _amount(text: str) -> Value:
    amount = _amounts(text)[0]
    return {"text": text, "status": "stated" if amount >= LEAST_FEE else "doubtful", "amount_vnd": amount}


def _measured(found: re.Match[str]) -> Value:
    number = float(found["number"].replace(",", "."))
    value = int(number) if number.is_integer() else number
    unit = {word.casefold(): unit for word, unit in words()["units"].items()}[found["unit"]]
    certain = 0 < number <= LONGEST and unit != "hour"  # of the clock or of the working day: it does not say
    at_most = {"at_most": True} if found["at_most"] else {}
    return {"status": "stated" if certain else "doubtful", "value": value, "unit": unit, **at_most}


def _other(text: str) -> str:
    if re.fullmatch(r"\d+([.,]\d+)?", text):
        return "bare_number"
    if re.fullmatch(rf"(\d{{1,2}}/\d{{1,2}}\s*{words()['yearly']}[,;.\s]*)+", text):
        return "annual_date"
    return "free_text"


def _amounts(text: str) -> list[int]:
    found = re.findall(rf"(?<![\d.,])({AMOUNT})\s*{words()['currency']}", text)
    return [int(amount.replace(".", "")) for amount in found]


@lru_cache
def _length() -> re.Pattern[str]:
    units = "|".join(sorted(words()["units"], key=len, reverse=True))
    return re.compile(
        rf"((?P<at_most>{'|'.join(words()['at_most'])})\s+)?(?P<number>\d+([.,]\d{{1,2}})?)\s*(?P<unit>{units})\.?"
    )
