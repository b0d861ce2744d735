"""The commune that a rating is counted for: the one that was named, else the one that the site declares."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from actions.feedback import TakeFeedback
from procedures_db.models import Feedback
from tests.actions.conversation import run, tracker


def rate(declared: Any = None, **slots: Any) -> None:
    """Tap five stars."""
    said = tracker('/give_feedback{"rating": 5}', slots=slots, rating=5)
    said.latest_message["metadata"] = {"commune": declared} if declared else {}
    run(TakeFeedback(), said)


def place(code: str | None) -> dict[str, Any] | None:
    """A place that means one commune."""
    return {"name": "Thử", "communes": [code], "former": False} if code else None


@pytest.mark.parametrize(
    ("named", "declared", "expected"),
    [
        (None, None, None),
        ("00001", None, "00001"),
        (None, "00002", "00002"),
        ("00001", "00002", "00001"),
        (None, "99999", None),
        (None, "'; --", None),
    ],
)
def test_the_named_one_wins_and_one_that_the_city_has_not_is_none(
    acting: sessionmaker[Session], named: str | None, declared: str | None, expected: str | None
) -> None:
    """A site that declares nonsense spoils nothing."""
    rate(declared, place=place(named))
    with acting() as session:
        assert list(session.scalars(select(Feedback.commune_code))) == [expected]


def test_a_commune_that_is_told_later_is_added(acting: sessionmaker[Session]) -> None:
    """And one that was known stays."""
    for named in (None, "00001", "00002"):
        rate(place=place(named))
    with acting() as session:
        assert list(session.scalars(select(Feedback.commune_code))) == ["00001"]


def test_a_name_of_two_former_communes_counts_for_neither(acting: sessionmaker[Session]) -> None:
    """It is not known which was meant."""
    names = [{"name": "xã Thử", "district": each, "communes": [f"0000{each}"]} for each in ("1", "2")]
    rate(place={"name": "xã Thử", "communes": [], "former": True, "namesakes": names}, namesakes=names)
    with acting() as session:
        assert list(session.scalars(select(Feedback.commune_code))) == [None]
