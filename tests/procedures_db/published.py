"""Published records as the national portal has them, and their import."""

import gzip
import json
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.importing import Order, Report, import_file
from tests.factories import DAY, NOW


def published(code: str = "1.000001", **changes: Any) -> dict[str, Any]:
    """Make a record as the national portal has them."""
    return {
        "code": code,
        "name": "Cấp giấy thử nghiệm",
        "sector": "Thử",
        "levels": ["commune"],
        "subjects": "Công dân Việt Nam, Doanh nghiệp",
        "decision": "1/QĐ-BTP",
        "authority": "Ủy ban nhân dân cấp xã",
        "documents": [
            {"name": "- Đơn", "original": 1, "copies": 0},
            {"name": "Lưu ý", "original": 0, "copies": 0, "is_note": True},
        ],
        "fees": [{"channel": "in_person", "amount_vnd": 20000, "status": "stated", "text": "20.000 đồng"}],
        "durations": [{"channel": "postal", "value": 5, "unit": "working_day", "status": "stated"}],
        "source": "portal-pdf-2026-07",
        "snapshot": "2026-07-17",
        "freshness": "post_2025_07",
        **changes,
    }


def write(folder: Path, *records: Any, name: str = "records.jsonl") -> Path:
    """Write records, one a line; a text is written as it is."""
    path = folder / name
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return path


def run(sessions: sessionmaker[Session], path: Path, *, dry_run: bool = False) -> Report:
    """Import a file to its end."""
    report = Report()
    for _ in import_file(sessions, path, Order(NOW, DAY, DAY, dry_run), report):
        pass
    return report
