"""Make records for tests: a valid one, with any part replaced."""

from datetime import date, datetime
from typing import Any

from procedures_db.models import Turn
from procedures_db.opening import WEEKDAYS
from procedures_db.records import ProcedureRecord
from procedures_db.records_local import LocalRulesFile
from procedures_db.records_places import CommunesFile, OfficesFile

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 2, 0)


def source(**changes: Any) -> dict[str, Any]:
    """A source read on 10 June 2026."""
    return {"title": "Cổng thử", "url": "https://example.vn/1", "retrieved_on": date(2026, 6, 10), **changes}


def version(**changes: Any) -> dict[str, Any]:
    """A version with one paper, one fee and one time."""
    return {
        "decision": {"number": "1/QĐ-THU", "issuer": "Bộ Thử"},
        "source": source(),
        "summary": "Việc thử.",
        "authority": "Ủy ban nhân dân cấp xã",
        "channels": ["in_person", "online"],
        "documents": [{"name": "Tờ khai thử", "originals": 1}],
        "fees": [fee()],
        "processing_times": [{"channels": ["in_person", "online"], "value": 3, "unit": "working_day"}],
        "steps": ["Nộp.", "Nhận."],
        "results": ["Giấy thử"],
        "legal_basis": [{"number": "1/2020/QH14", "name": "Luật Thử"}],
        **changes,
    }


def fee(**changes: Any) -> dict[str, Any]:
    """A national fee of 20.000 đồng at the desk."""
    return {
        "kind": "fee",
        "subject": "test_fee",
        "label": "Lệ phí thử",
        "channels": ["in_person"],
        "amount": 20000,
        "unit": "per_time",
        **changes,
    }


def procedure(code: str = "1.000001", **changes: Any) -> ProcedureRecord:
    """A procedure with one version."""
    data = {
        "code": code,
        "name": "Thủ tục thử nghiệm",
        "short_name": "Việc thử nghiệm",
        "sector": "Thử",
        "level": "commune",
        "applicants": ["citizen"],
        "aliases": ["làm giấy thử"],
        "versions": [version()],
    }
    return ProcedureRecord.parse_obj({**data, **changes})


def local_rules(*rules: dict[str, Any], **document: Any) -> LocalRulesFile:
    """Rules of one resolution of the city in force since 8 August 2026."""
    resolution = {
        "number": "9/2026/NQ-HĐND",
        "title": "Nghị quyết thử",
        "grade": "primary_text_read",
        "effective_from": date(2026, 8, 8),
        "retrieved_on": date(2026, 10, 1),
        **document,
    }
    return LocalRulesFile.parse_obj({"documents": {"nq": resolution}, "rules": list(rules)})


def rule(**changes: Any) -> dict[str, Any]:
    """A rule that makes the test fee free online for procedure 1.000001."""
    return {
        "key": "free_online",
        "document": "nq",
        "kind": "fee",
        "subject": "test_fee",
        "label": "Lệ phí thử",
        "channels": ["online"],
        "amount": 0,
        "unit": "per_time",
        "procedures": [{"code": "1.000001", "basis": "listed"}],
        **changes,
    }


def communes() -> CommunesFile:
    """Two communes made of one former district, and one of another that took a piece of it."""
    lists = [
        {
            "code": "00001",
            "kind": "ward",
            "name": "Sông Thử",
            "former": ["phường Bến Thử", "xã Đò"],
            "districts": ["Thử"],
        },
        {"code": "00002", "kind": "commune", "name": "Đồng Thử", "former": ["xã Đò"], "districts": ["Thử"]},
        {"code": "00003", "kind": "special_zone", "name": "Đảo Xa", "former": [], "districts": ["Xa", "Thử"]},
    ]
    return CommunesFile.parse_obj({"source": source(title="Danh mục thử"), "communes": lists})


def offices(*more: dict[str, Any], **changes: Any) -> OfficesFile:
    """One service centre, and more."""
    office = {"key": "centre", "name": "Trung tâm thử", "address": "số 1 phố Thử", "source": source()}
    return OfficesFile.parse_obj({"offices": [{**office, "commune_code": "00001", **changes}, *more]})


def hours() -> dict[str, Any]:
    """Made-up hours of a service centre: Mondays to Fridays, with a break."""
    weekly = {day: ["07:30-11:30", "13:00-17:00"] for day in WEEKDAYS[:5]}
    return {"weekly": weekly, "source": source(title="Bảng giờ thử")}


def turn(conversation_id: str = "c", **changes: Any) -> Turn:
    """Something that was said on the day of the tests and answered."""
    said = {"at": NOW, "day": DAY, "hour": 9, "channel": "web", "text": "a", "outcome": "answered", "milliseconds": 1}
    return Turn(conversation_id=conversation_id, **{**said, **changes})
