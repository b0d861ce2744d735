"""The day in a dossier code."""

from datetime import date

import pytest

from procedures_db.dossier_codes import filed_on


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("H24.11-260801-0012", date(2026, 8, 1)),
        ("000.00.01.H29-240115-0001", date(2024, 1, 15)),
        ("H24.11-261301-0012", None),
        ("H24", None),
    ],
)
def test_the_day_is_read_or_refused(code: str, day: date | None) -> None:
    """A thirteenth month is no month."""
    assert filed_on(code) == day
