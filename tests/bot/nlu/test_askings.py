"""How people ask: several things at once, and the same thing of many procedures."""

import pytest

from bot.nlu.askings import TIMES, asked_aspects, read_askings, said_of_many
from procedures_db.text import has_diacritics


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("khai sinh cần giấy tờ gì và mất bao nhiêu tiền", ["documents", "fee"]),
        ("doi bang lai xe mat bao nhieu ngay, nop o dau", ["duration", "where"]),
        ("lệ phí bao nhiêu", ["fee"]),
        ("mẫu đơn ở đâu", ["form"]),
        ("xin chào", []),
    ],
)
def test_what_is_asked_is_told_by_the_longest_words(text: str, aspects: list[str]) -> None:
    """In the order of the text."""
    assert asked_aspects(text) == aspects


def test_each_way_of_asking_is_said_of_several_procedures_half_of_them_without_diacritics() -> None:
    """The same each time, so that a model can be made again."""
    askings = {"ask_fees": ["lệ phí bao nhiêu"]}
    subjects = [f"việc số {number}" for number in range(20)]
    said = list(said_of_many(askings, subjects))
    assert said == list(said_of_many(askings, list(reversed(subjects))))
    assert len({text for text, _ in said}) == TIMES
    assert {intent for _, intent in said} == {"ask_fees"}
    assert sum(has_diacritics(text) for text, _ in said) == TIMES // 2


def test_every_aspect_has_ways_of_asking() -> None:
    """So that none is drowned by the others."""
    assert all(len(phrases) >= 10 for phrases in read_askings().values())
    assert len(read_askings()) == 11
