"""Odd values of published records are kept and told to the editor."""

from typing import Any

import pytest

from procedures_db.importers.findings import Read
from procedures_db.importers.national import read_published
from procedures_db.importers.oddities import oddities
from tests.procedures_db.published import published


def found(**changes: Any) -> list[tuple[str, str]]:
    """Return where and why a record is odd."""
    return [(doubt.field, doubt.reason) for doubt in oddities(published(**changes), 2026)]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("1/2020/QH14", None),
        ("Luật số 1/2020/QH14", None),
        ("66.7/2025/NQ-CP", None),
        ("5/QĐ-BTP", None),
        ("5/VBHN-VPQH", None),
        ("9/2026/TT-BTP", None),
        ("09/2017/QH1409/2017/QH14", "malformed: more than one number, or broken"),
        ("35 /2025/NQ-HĐND", "malformed: more than one number, or broken"),
        ("1/2025/ QH15", "malformed: no number part"),
        ("9/2029/QH14", "impossible: a year after 2026"),
        ("8/2026/QĐ-UBND.", "malformed: ends with a dot"),
        ("5/NQ-HĐND", "malformed: without a year"),
        ("Luật Thử năm 2024", "malformed: no number part"),
        ("06", "malformed: no number part"),
        ("", "missing number"),
    ],
)
def test_the_number_of_a_law_can_be_wrong(number: str, reason: str | None) -> None:
    """Doubled, broken, of a year to come, without a part it needs."""
    odd = found(legal_basis=[{"name": "Luật Thử", "number": number}])
    assert odd == ([("legal basis", reason)] if reason else [])


@pytest.mark.parametrize(
    ("changes", "odd"),
    [
        ({"decision": "1/TTr-STHU"}, [("decision", "not the number of a decision")]),
        ({"decision": "1/QĐ-UBND."}, [("decision", "malformed: ends with a dot")]),
        ({"decision": "QĐ/0001-BTP"}, []),
        ({"decision": None}, []),
        ({"legal_basis": [], "agency": None}, [("legal_basis", "missing"), ("agency", "missing")]),
        ({"documents": [{"name": "Không quy định;."}]}, [("document", "useless name")]),
        ({"documents": [{"name": "- Các văn bản khác có liên quan"}]}, [("document", "useless name")]),
        ({"documents": [{"name": "Hồ sơ gồm:"}]}, [("document", "a heading, not a paper")]),
        ({"documents": [{"name": "Không", "is_note": True}]}, []),
        ({"steps": "Nộp tại UBND quận nơi ở."}, [("steps", "names a district")]),
        ({"authority": "Ủy ban nhân dân cấp huyện"}, [("authority", "names a district")]),
        ({"steps": "Nộp tại UBND cấp xã."}, []),
        ({"documents": [{"name": "Giấy của Phòng Thử quận Thử"}]}, [("documents", "names a district")]),
        ({}, []),
    ],
)
def test_what_is_odd_is_told(changes: dict[str, Any], odd: list[tuple[str, str]]) -> None:
    """A field that the source leaves out is no gap."""
    assert found(**changes) == odd


def test_every_source_is_looked_at() -> None:
    """And the value stays as printed."""
    read = read_published(published(legal_basis=[{"name": "Luật Thử", "number": "9/2029/QH14"}]), "here")
    assert isinstance(read, Read)
    assert ("impossible: a year after 2026", "9/2029/QH14") in [(doubt.reason, doubt.text) for doubt in read.doubts]
    assert read.record.versions[0].legal_basis[0].number == "9/2029/QH14"
