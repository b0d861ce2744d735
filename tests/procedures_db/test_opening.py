"""Whether a made-up one-stop shop is open, and when it opens next."""

from datetime import date, datetime, time

import pytest
from pydantic import ValidationError

from procedures_db.calendar import CalendarChange, DayKind, WorkCalendar
from procedures_db.opening import FRIDAY, Standing, standing_at
from procedures_db.records_places import HoursRecord, read_week
from tests.factories import source

OFFICE_DAY = ["07:30-11:30", "13:00-17:00"]
WEEK = read_week(
    {
        **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), OFFICE_DAY),
        "friday": ["07:30-11:30", "13:00-16:30"],
        "saturday": ["08:00-11:00"],
    }
)
WORK = WorkCalendar(
    [
        CalendarChange(date(2026, 1, 2), DayKind.SWAP_OFF, "Nghỉ hoán đổi"),
        CalendarChange(date(2026, 1, 10), DayKind.SWAP_WORK, "Làm bù"),
        CalendarChange(date(2026, 11, 24), DayKind.UNCONFIRMED, "Chưa xác nhận"),
    ],
    announced=[2026],
)


def at(text: str) -> Standing:
    """Return how the shop stands at a moment."""
    return standing_at(WEEK, datetime.fromisoformat(text), WORK)


@pytest.mark.parametrize(
    ("moment", "closes", "opens_next"),
    [
        ("2026-11-23T07:29", None, "2026-11-23T07:30"),
        ("2026-11-23T07:30", time(11, 30), None),
        ("2026-11-23T11:29:59", time(11, 30), None),
        ("2026-11-23T11:30", None, "2026-11-23T13:00"),
        ("2026-11-23T13:00", time(17), None),
        ("2026-11-25T17:00", None, "2026-11-26T07:30"),
        ("2026-11-27T16:45", None, "2026-11-28T08:00"),
        ("2026-11-28T10:00", time(11), None),
        ("2026-11-28T11:00", None, "2026-11-30T07:30"),
        ("2026-11-29T12:00", None, "2026-11-30T07:30"),
    ],
)
def test_it_is_open_within_its_hours_and_otherwise_opens_next(
    moment: str, closes: time | None, opens_next: str | None
) -> None:
    """Before work, in the lunch break, in the evening, on a Saturday morning, on a Sunday."""
    standing = at(moment)
    assert standing.closes == closes
    assert standing.opens_next == (datetime.fromisoformat(opens_next) if opens_next else None)
    assert standing.day_off is None


def test_a_holiday_is_closed_by_its_name_whatever_the_weekday() -> None:
    """National Day of 2026 is a Wednesday; the day before it is free too."""
    standing = at("2026-09-02T09:00")
    assert (standing.today, standing.opens_next) == ((), datetime(2026, 9, 3, 7, 30))
    assert standing.day_off
    assert standing.certain


def test_tet_is_passed_over_to_the_first_working_day() -> None:
    """To the Saturday after it where the shop has hours on Saturdays, else to the Monday."""
    assert at("2026-02-14T11:00").opens_next == datetime(2026, 2, 21, 8)
    plain = {day: spans for day, spans in WEEK.items() if day <= FRIDAY}
    assert standing_at(plain, datetime(2026, 2, 13, 17), WORK).opens_next == datetime(2026, 2, 23, 7, 30)


def test_a_saturday_that_is_worked_in_the_place_of_a_friday_has_a_fridays_hours() -> None:
    """Which no source states for it, so one had better call."""
    standing = at("2026-01-10T14:00")
    assert (standing.closes, standing.certain) == (time(16, 30), False)
    assert at("2026-01-02T09:00").day_off == "Nghỉ hoán đổi"


def test_a_day_that_may_be_free_is_closed_and_said_to_be_uncertain() -> None:
    """So is the answer of the evening before that passes over it."""
    assert (at("2026-11-24T09:00").day_off, at("2026-11-24T09:00").certain) == ("Chưa xác nhận", False)
    assert at("2026-11-23T18:00").opens_next == datetime(2026, 11, 25, 7, 30)
    assert not standing_at(WEEK, datetime(2027, 3, 1, 9), WORK).certain


def test_hours_that_never_come_open_nothing() -> None:
    """Nothing is made up."""
    assert standing_at({}, datetime(2026, 11, 23, 9), WORK).opens_next is None


@pytest.mark.parametrize(
    "weekly",
    [
        {},
        {"montag": OFFICE_DAY},
        {"monday": []},
        {"monday": ["7:30-11:30"]},
        {"monday": ["07:30"]},
        {"monday": ["11:30-07:30"]},
        {"monday": ["07:30-11:30", "11:00-17:00"]},
        {"monday": ["07:30-25:00"]},
        {"monday": ["07:30–11:30"]},
    ],
)
def test_hours_that_are_none_are_refused(weekly: dict) -> None:
    """With the file, before anything is stored."""
    with pytest.raises(ValidationError):
        HoursRecord.parse_obj({"weekly": weekly, "source": source()})
