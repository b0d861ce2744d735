"""Folding and tidying of Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures_db.text import fold, tidy


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("hòa giải", "hoa giai"),
        ("hoà giải", "hoa giai"),
        (unicodedata.normalize("NFD", "Giấy chứng nhận"), "giay chung nhan"),
        ("mã 1.001193?", "ma 1.001193"),
        ("163/QĐ-BTP", "163 qd btp"),
        ("H24.11-260801-0012", "h24.11-260801-0012"),
        ("a_b…c", "a b c"),
        ("🙂", ""),
    ],
)
def test_fold_removes_diacritics_and_keeps_numbers(written: str, folded: str) -> None:
    """A person who types without diacritics writes the folded form."""
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """Folded text is a fixed point."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tidy_leaves_no_control_character(text: str) -> None:
    """Nothing invisible reaches the templates or the log."""
    tidied = tidy(text)
    assert all(unicodedata.category(char)[0] != "C" for char in tidied)
    assert tidied == tidied.strip()


def test_tidy_removes_direction_marks_and_joins_composed_letters() -> None:
    """Right-to-left marks and decomposed accents are common in pasted text."""
    assert tidy("\u202ekhai\u200b sinh\x00 cho be\u0301") == "khai sinh cho bé"
