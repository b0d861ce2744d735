"""A long mixed dialogue: new questions of many procedures, follow-ups, buttons, choices, small talk, refusals."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).parents[1] / "questions"
FOLLOW_UPS = (
    "mất bao nhiêu tiền",
    "bao lau thi co",
    "nộp ở đâu",
    "can giay to gi",
    "nộp qua mạng được không",
    "cho mình xin mẫu đơn",
    "các bước thế nào",
    "cái thứ hai",
    "cảm ơn nhé",
    "thôi không cần nữa",
    "tôi ở phường Hải An",
    "cái kia thì sao",
)
ASIDES = (
    "xin chào",
    "bạn là ai",
    "hôm nay trời có mưa không",
    "cấp lại",
    "asdf qwer",
    "nha toi bi chay",
    "1.001193",
    "con tôi vừa sinh cần làm gì",
    "5 sao",
    "tôi muốn gặp cán bộ",
    "khai sinh và khai tử cần giấy tờ gì",
    "...",
)


@dataclass(frozen=True)
class Said:
    """What was answered: the payloads of the buttons below it."""

    payloads: list[str]


Say = Callable[[str, str], Said]  # conversation, text or payload


def conversations() -> Iterator[Callable[[Say], None]]:
    """Yield conversations to be held, the same ones each time; no question occurs in two of them."""
    for number, question in enumerate(_questions()):
        yield lambda say, number=number, question=question: _hold(say, number, question)  # type: ignore[misc]


def _hold(say: Say, number: int, question: str) -> None:
    """Ask a question; then in turn ask on, press a button, digress."""
    conversation = f"bench-{number:06}"
    said = say(conversation, question)
    if number % 2 == 0:
        said = say(conversation, FOLLOW_UPS[number // 2 % len(FOLLOW_UPS)])
    if number % 3 != 1 and said.payloads:
        said = say(conversation, said.payloads[number % len(said.payloads)])
    if number % 5 == 0:
        say(conversation, ASIDES[number // 5 % len(ASIDES)])
        say(conversation, FOLLOW_UPS[number // 3 % len(FOLLOW_UPS)])


def _questions() -> Iterator[str]:
    for name in ("questions.jsonl", "second.jsonl"):
        for line in (QUESTIONS / name).read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
