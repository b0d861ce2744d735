"""What a record must be to be accepted."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import fee, procedure, source, version


def test_a_complete_record_is_accepted() -> None:
    """The factory's record is valid, so that the refusals below have one cause each."""
    assert procedure().versions[0].fees[0].amount == 20000


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"fees": [{key: value for key, value in fee().items() if key != "unit"}]}, "unit"),
        ({"fees": [fee(amount=-1)]}, "greater than or equal to 0"),
        ({"fees": [fee(channels=[])]}, "at least 1"),
        ({"fees": [fee(channels=["post"])]}, "not among the version's channels"),
        ({"fees": [fee(circumstances=["late"])]}, "unknown circumstance 'late'"),
        ({"fees": [fee(source="elsewhere")]}, "unknown source 'elsewhere'"),
        ({"fees": [fee(effective_from=date(2026, 2, 1), effective_to=date(2026, 2, 1))]}, "is not after"),
        ({"effective_from": date(2026, 2, 1), "effective_to": date(2026, 1, 1)}, "is not after"),
        ({"decision": {"number": "1", "issuer": "B", "issued_on": date(2026, 7, 1)}}, "after it was read"),
        ({"source": {"title": "x"}}, "retrieved_on"),
        ({"colour": "red"}, "extra fields not permitted"),
        ({"circumstances": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]}, "occurs twice"),
        ({"documents": [{"name": " "}]}, "at least 1 characters"),
        ({"channels": []}, "not among the version's channels"),
    ],
)
def test_a_version_with_a_fault_is_refused_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    """Each fault is named."""
    with pytest.raises(ValidationError, match=reason):
        procedure(versions=[version(**changes)])


def test_a_version_without_source_is_refused() -> None:
    """No fact without a source."""
    unsourced = {key: value for key, value in version().items() if key != "source"}
    with pytest.raises(ValidationError, match="source"):
        procedure(versions=[unsourced])


@pytest.mark.parametrize("code", ["1.1", "7.000001", "1.0000011", "x", "1.00001a"])
def test_a_code_of_another_shape_is_refused(code: str) -> None:
    """Codes are d.dddddd with a first digit from 1 to 6."""
    with pytest.raises(ValidationError, match="code"):
        procedure(code)


def test_versions_that_overlap_are_refused() -> None:
    """On any day at most one version of a list is in force."""
    first = version(effective_from=date(2026, 1, 1), effective_to=date(2026, 3, 1))
    second = version(effective_from=date(2026, 2, 1), source=source())
    with pytest.raises(ValidationError, match="overlap"):
        procedure(versions=[first, second])


def test_an_alias_given_twice_is_refused() -> None:
    """Case does not make another alias."""
    with pytest.raises(ValidationError, match="occurs twice"):
        procedure(aliases=["Giấy A", "giấy a"])
