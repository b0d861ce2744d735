"""Due days, worked out by hand with the calendar beside."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures_db.calendar import CalendarChange, DayKind, WorkCalendar
from procedures_db.deadlines import due_date
from procedures_db.vocabulary import TimeUnit

WORK = WorkCalendar(
    [
        CalendarChange(date(2026, 1, 2), DayKind.SWAP_OFF, "hoán đổi"),
        CalendarChange(date(2026, 1, 10), DayKind.SWAP_WORK, "làm bù"),
        CalendarChange(date(2026, 11, 24), DayKind.UNCONFIRMED, "Ngày Văn hóa Việt Nam"),
    ],
    announced=[2025, 2026],
)
WORKING = [
    ("2026-11-02 09:00", "3", "2026-11-05"),
    ("2026-11-06 09:00", "1", "2026-11-09"),  # over a weekend
    ("2026-11-07 09:00", "1", "2026-11-10"),  # filed on a Saturday: received on Monday
    ("2026-11-08 09:00", "5", "2026-11-16"),
    ("2026-11-04 09:00", "10", "2026-11-18"),
    ("2025-12-31 09:00", "1", "2026-01-05"),  # 1 January, and the swapped 2 January
    ("2025-12-31 09:00", "6", "2026-01-10"),  # the swapped Saturday is worked
    ("2026-01-09 09:00", "1", "2026-01-10"),
    ("2026-02-13 09:00", "1", "2026-02-23"),  # Tết 2026: 16 to 20 February
    ("2026-02-13 09:00", "5", "2026-02-27"),
    ("2026-02-12 09:00", "3", "2026-02-24"),
    ("2026-02-17 09:00", "1", "2026-02-24"),  # filed on the first day of Tết
    ("2026-04-24 09:00", "1", "2026-04-28"),  # Hùng Kings' day moved to Monday
    ("2026-04-29 09:00", "1", "2026-05-04"),  # 30 April and 1 May
    ("2026-04-29 09:00", "2", "2026-05-05"),
    ("2026-08-21 09:00", "1", "2026-08-22"),  # Saturday worked for 31 August
    ("2026-08-28 09:00", "1", "2026-09-03"),  # 31 August to 2 September
    ("2026-08-27 09:00", "3", "2026-09-04"),
    ("2026-11-23 09:00", "1", "2026-11-25"),  # 24 November is kept free
    ("2027-02-03 09:00", "1", "2027-02-11"),  # Tết 2027: 4 to 10 February
    ("2027-02-02 09:00", "5", "2027-02-16"),
    ("2026-03-02 09:00", "16.5", "2026-03-25"),  # half a day counts as one
    ("2027-04-29 09:00", "1", "2027-05-04"),  # 1 May on a Saturday, moved to Monday
    ("2025-04-25 09:00", "1", "2025-04-26"),
    ("2025-04-29 09:00", "1", "2025-05-05"),
]
CUT_OFF = [
    ("2026-11-02 14:59", "0", "2026-11-02"),
    ("2026-11-02 15:00", "0", "2026-11-03"),
    ("2026-11-06 15:30", "0", "2026-11-09"),
    ("2026-02-13 16:00", "0", "2026-02-23"),
    ("2026-11-07 10:00", "0", "2026-11-09"),
    ("2026-11-02 15:10", "3", "2026-11-06"),
]
DAYS = [
    ("2026-11-02 09:00", "10", "2026-11-12"),
    ("2026-11-04 09:00", "10", "2026-11-16"),  # ends on a Saturday
    ("2026-02-06 09:00", "10", "2026-02-23"),  # ends in Tết
    ("2026-12-22 09:00", "10", "2027-01-04"),
    ("2026-04-16 09:00", "14", "2026-05-04"),
    ("2026-11-08 09:00", "1", "2026-11-10"),
]
MONTHS = [
    ("2026-01-30 09:00", "1", "2026-03-02"),  # no 30 February: its last day, a Saturday
    ("2026-03-31 09:00", "1", "2026-05-04"),
    ("2026-11-30 09:00", "3", "2027-03-01"),
    ("2026-10-15 09:00", "12", "2027-10-15"),
]
HOURS = [
    ("2026-11-02 09:00", "1", "2026-11-02"),
    ("2026-11-02 16:30", "8", "2026-11-03"),
    ("2026-11-06 17:30", "2", "2026-11-09"),
    ("2026-11-02 08:00", "176", "2026-12-02"),
    ("2026-11-07 11:00", "8", "2026-11-09"),
]


def check(submitted: str, value: str, unit: TimeUnit, due: str, cutoff_hour: int | None = None) -> None:
    """Compare with the day worked out by hand."""
    counted = due_date(datetime.fromisoformat(submitted), Decimal(value), unit, WORK, cutoff_hour)
    assert counted.day == date.fromisoformat(due)


@pytest.mark.parametrize(("submitted", "value", "due"), WORKING)
def test_working_days(submitted: str, value: str, due: str) -> None:
    """The day of receipt is not counted; weekends and holidays are not."""
    check(submitted, value, TimeUnit.WORKING_DAY, due)


@pytest.mark.parametrize(("submitted", "value", "due"), CUT_OFF)
def test_the_hour_of_fifteen(submitted: str, value: str, due: str) -> None:
    """From 15:00 on a dossier counts as received on the next working day."""
    check(submitted, value, TimeUnit.WORKING_DAY, due, cutoff_hour=15)


@pytest.mark.parametrize(("submitted", "value", "due"), DAYS)
def test_calendar_days(submitted: str, value: str, due: str) -> None:
    """A last day off moves to the next working day."""
    check(submitted, value, TimeUnit.DAY, due)


@pytest.mark.parametrize(("submitted", "value", "due"), MONTHS)
def test_months(submitted: str, value: str, due: str) -> None:
    """The same day of the month, or its last."""
    check(submitted, value, TimeUnit.MONTH, due)


@pytest.mark.parametrize(("submitted", "value", "due"), HOURS)
@pytest.mark.parametrize("unit", [TimeUnit.HOUR, TimeUnit.WORKING_HOUR])
def test_hours(submitted: str, value: str, due: str, unit: TimeUnit) -> None:
    """Eight to an office day."""
    check(submitted, value, unit, due)


def test_how_it_was_counted_is_told() -> None:
    """Received, days off on the way, whether the end was moved, whether the calendar is official."""
    over_tet = due_date(datetime(2026, 2, 14, 9), Decimal(1), TimeUnit.WORKING_DAY, WORK)
    assert over_tet.received == date(2026, 2, 23)
    assert len(over_tet.days_off) == 5
    assert (over_tet.moved, over_tet.certain) == (False, True)
    moved = due_date(datetime(2026, 11, 4, 9), Decimal(10), TimeUnit.DAY, WORK)
    assert moved.moved
    for uncertain in (datetime(2026, 11, 23, 9), datetime(2027, 3, 1, 9)):
        assert not due_date(uncertain, Decimal(1), TimeUnit.WORKING_DAY, WORK).certain


def test_a_negative_period_is_refused() -> None:
    """It has no meaning."""
    with pytest.raises(ValueError, match="cannot be counted"):
        due_date(datetime(2026, 11, 2), Decimal(-1), TimeUnit.DAY, WORK)


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1))
PERIODS = st.integers(0, 60).map(Decimal)
UNITS = st.sampled_from(list(TimeUnit)).filter(lambda unit: unit is not TimeUnit.MONTH)


@given(MOMENTS, PERIODS, UNITS)
def test_a_result_is_due_on_a_working_day_and_never_before_receipt(
    submitted: datetime, value: Decimal, unit: TimeUnit
) -> None:
    """Whatever is counted."""
    due = due_date(submitted, value, unit, WORK)
    assert WORK.is_working(due.day)
    assert submitted.date() <= due.received <= due.day


@given(MOMENTS, PERIODS, UNITS)
def test_later_submission_and_longer_periods_are_never_due_earlier(
    submitted: datetime, value: Decimal, unit: TimeUnit
) -> None:
    """Monotonic in both."""
    due = due_date(submitted, value, unit, WORK, 15).day
    assert due_date(submitted + timedelta(hours=1), value, unit, WORK, 15).day >= due
    assert due_date(submitted, value + 1, unit, WORK, 15).day >= due


@given(MOMENTS, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(submitted: datetime, count: int) -> None:
    """As many working days lie between receipt and the due day."""
    due = due_date(submitted, Decimal(count), TimeUnit.WORKING_DAY, WORK)
    between = (due.received + timedelta(days=number) for number in range(1, (due.day - due.received).days + 1))
    assert sum(map(WORK.is_working, between)) == count


@pytest.mark.parametrize(
    ("submitted", "value", "unit", "named"),
    [
        ("2026-02-13 09:00", "1", TimeUnit.WORKING_DAY, True),
        ("2026-02-06 09:00", "10", TimeUnit.DAY, True),  # ends within Tết
        ("2026-02-06 09:00", "20", TimeUnit.DAY, False),  # Tết lies within, and changes nothing
    ],
)
def test_days_off_are_named_where_they_put_the_day_off(submitted: str, value: str, unit: TimeUnit, named: bool) -> None:
    """Not where calendar days run on over them."""
    due = due_date(datetime.fromisoformat(submitted), Decimal(value), unit, WORK)
    assert bool(due.days_off) == named
