"""Amounts, dates and numbers as Vietnamese write them."""

from datetime import date
from decimal import Decimal

import pytest

from actions.clock import today
from actions.rendering import day, dong, number, render, thousands


def test_amounts_dates_and_numbers_are_written_the_vietnamese_way() -> None:
    """8.000 đồng, 22/11/2026, 16,5."""
    assert dong(8000) == "8.000 đồng"
    assert dong(0) == "0 đồng"
    assert thousands(1500000) == "1.500.000"
    assert day(date(2026, 11, 2)) == "02/11/2026"
    assert [number(Decimal(text)) for text in ("3.00", "16.5", "10", "0.50")] == ["3", "16,5", "10", "0,5"]


def test_a_template_that_lacks_a_value_fails_loudly() -> None:
    """A silent gap in an answer would be worse."""
    with pytest.raises(Exception, match="undefined"):
        render("unknown_procedure")


def test_the_day_can_be_fixed_for_a_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """To see the answers of another day."""
    monkeypatch.setenv("MOTCUA_TODAY", "2027-01-01")
    assert today() == date(2027, 1, 1)
