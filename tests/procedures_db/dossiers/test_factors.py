"""The last four digits in what people write."""

import pytest

from procedures_db.dossiers.factors import factor_in, factor_told


@pytest.mark.parametrize(
    "text",
    [
        "5678",
        " 5678 ạ",
        "4 số cuối là 5678",
        "so cuoi sdt cua toi 5678",
        "0912345678",
        "+84 912 345 678",
        "5 6 7 8",
        "56 78",
    ],
)
def test_four_digits_or_a_whole_number_are_the_factor(text: str) -> None:
    """With the words that people write beside them."""
    assert factor_in(text) == "5678"


@pytest.mark.parametrize(
    "text", ["2", "số 2", "567", "56789", "làm khai sinh năm 2024", "22/11/2026", "", "1234 5678 9"]
)
def test_anything_else_is_none(text: str) -> None:
    """A choice by number, a question, a day; two numbers."""
    assert factor_in(text) != "5678"
    assert factor_in("1234 hay 5678") is None
    assert factor_in("làm khai sinh năm 2024") is None


def test_a_code_may_stand_beside_the_digits() -> None:
    """Whose own digits are none."""
    assert factor_told("H24.11-261102-0012, 4 số cuối 5678") == "5678"
    assert factor_told("H24.11-261102-0012") is None
    assert factor_told("hồ sơ H24.11-261102-0012 nộp năm 2026 đến đâu rồi") is None
