"""An answer's text, taken apart."""

import pytest

from bot.blocks import Block, blocks


def test_an_answer_is_title_headings_lists_steps_text_and_source() -> None:
    """In their order, lines of one kind together."""
    text = "Giấy tờ – Việc (mã 1.000001)\nNộp:\n- Tờ khai\n- Ảnh\n1. Đi\n2. Về\nLưu ý: một dòng\nNguồn: Cổng"
    assert blocks(text, titled=True) == [
        Block("title", ["Giấy tờ – Việc (mã 1.000001)"]),
        Block("heading", ["Nộp:"]),
        Block("list", ["Tờ khai", "Ảnh"]),
        Block("steps", ["Đi", "Về"]),
        Block("text", ["Lưu ý: một dòng"]),
        Block("source", ["Nguồn: Cổng"]),
    ]


@pytest.mark.parametrize("titled", [True, False])
def test_a_single_line_is_text(titled: bool) -> None:
    """It has no title to be told apart from."""
    assert blocks("Vâng ạ.", titled=titled) == [Block("text", ["Vâng ạ."])]


def test_nothing_has_no_blocks() -> None:
    """An empty text."""
    assert blocks("", titled=False) == []
