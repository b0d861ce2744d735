"""Messages that are no more than a heading."""

import pytest

from bot.nlu.headings import aspects_told


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("thời hạn", ["duration"]),
        ("Căn cứ pháp lý", ["legal"]),
        ("can cu phap ly la gi a", ["legal"]),
        ("thế cơ quan thực hiện ở đâu", ["where"]),
        ("phí và thời hạn", ["fee", "duration"]),
        ("giấy tờ với nơi nộp", ["documents", "where"]),
        ("phí khai sinh", []),
        ("giấy tờ xe", []),
        ("thế à", []),
        ("", []),
    ],
)
def test_headings_alone_ask(text: str, aspects: list[str]) -> None:
    """With words around them that say nothing; a word for anything else makes it no heading."""
    assert aspects_told(text) == aspects
