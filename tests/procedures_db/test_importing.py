"""Importing published records: whole, repeatable, and never guessing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.importing import files_in
from procedures_db.importers.json_lines import read_records
from procedures_db.queries.names import count_procedures
from procedures_db.queries.record import record_on
from procedures_db.vocabulary import Reception
from tests.factories import DAY
from tests.procedures_db.published import published, run, write

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["records.jsonl", "records.jsonl.gz"])
def test_a_record_is_imported_once_and_is_unchanged_then(
    sessions: sessionmaker[Session], tmp_path: Path, name: str
) -> None:
    """Plain or packed."""
    path = write(tmp_path, published(), published("1.000002"), name=name)
    assert run(sessions, path).outcomes == {"new": 2}
    assert run(sessions, path).outcomes == {"unchanged": 2}
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert (record.decision_number, record.decision_issuer) == ("1/QĐ-BTP", "Bộ Tư pháp")
    assert [paper.name for paper in record.documents] == ["Đơn"]
    assert [(found.amount, found.channels) for found in record.fees] == [(20000, ("in_person",))]
    assert [(time.value, time.channels) for time in record.processing_times] == [(5, ("post",))]
    assert record.source.retrieved_on == date(2026, 7, 17)


@pytest.mark.parametrize(
    ("changes", "doubts"),
    [
        ({"fees": [{"channel": "online", "amount_vnd": 0, "status": "zero_shown", "text": "Miễn phí"}]}, 1),
        ({"fees": [{"channel": "online", "amount_vnd": 120, "status": "doubtful_below_1000"}]}, 1),
        ({"fees": [{"channel": "online", "status": "free_but_note_differs", "text": "Miễn phí (135.000)"}]}, 1),
        ({"fees": [{"channel": "online", "status": "no_information"}]}, 0),
        ({"durations": [{"channel": "online", "status": "bare_number", "text": "3"}]}, 1),
    ],
)
def test_a_doubtful_value_is_reported_and_never_a_number(
    sessions: sessionmaker[Session], tmp_path: Path, changes: dict[str, Any], doubts: int
) -> None:
    """A zero that proves nothing, thousands left out, a number without unit."""
    report = run(sessions, write(tmp_path, published(**changes)))
    assert [doubt.field for _, doubt in report.doubts].count("document") == 1
    assert len(report.doubts) == 1 + doubts
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert not (record.fees if "fees" in changes else record.processing_times)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "no JSON"),
        ("[]", "no record"),
        ("{}", "is missing"),
        (published("9.9"), "code"),
        (published(name=5), "of another kind"),
        (published(snapshot="once"), "is missing"),
        (published(durations=[{"channel": "fax", "status": "stated"}]), "is missing"),
        (published("1.000009"), "stands in this file twice"),
    ],
)
def test_a_bad_line_is_rejected_with_its_place_and_never_stops_the_rest(
    sessions: sessionmaker[Session], tmp_path: Path, line: Any, reason: str
) -> None:
    """Those before and after it are there."""
    report = run(sessions, write(tmp_path, published("1.000009"), line, published("1.000010")))
    assert report.outcomes == {"new": 2}
    assert [(found.place, reason in found.reason) for found in report.rejected] == [("records.jsonl:2", True)]


def test_a_dry_run_writes_nothing_and_tells_the_differences(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """Field by field."""
    run(sessions, write(tmp_path, published()))
    dearer = published(decision="2/QĐ-BTP", fees=[{"channel": "in_person", "amount_vnd": 30000, "status": "stated"}])
    report = run(sessions, write(tmp_path, dearer, published("1.000002")), dry_run=True)
    assert report.outcomes == {"new version": 1, "new": 1}
    ((code, changes),) = report.changes
    said = {change.place: (change.before, change.after) for change in changes}
    assert code == "1.000001"
    assert said["decision_number"] == ("1/QĐ-BTP", "2/QĐ-BTP")
    assert ("20000 VND per_time", "30000 VND per_time") in said.values()
    with sessions() as session:
        assert count_procedures(session) == 1


def test_papers_of_several_cases_become_circumstances(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """One case alone tells nothing."""
    papers = [{"name": name, "original": 1, "case": case} for name, case in (("A", "Mua"), ("B", "Thuê"))]
    run(sessions, write(tmp_path, published(documents=papers), published("1.000002", documents=papers[:1])))
    with sessions() as session:
        two, one = (record_on(session, code, DAY) for code in ("1.000001", "1.000002"))
    assert two is not None
    assert one is not None
    assert [item.label for item in two.circumstances] == ["Mua", "Thuê"]
    assert [paper.circumstances for paper in two.documents] == [("case_1",), ("case_2",)]
    assert one.circumstances == ()


def test_folders_are_searched_and_unknown_files_refused(tmp_path: Path) -> None:
    """In order of name; what is not there is named."""
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", published(), name="b.jsonl")
    write(tmp_path, published(), name="a.jsonl.gz")
    (tmp_path / "notes.txt").write_text("x")
    assert [path.name for path in files_in([tmp_path])] == ["a.jsonl.gz", "b.jsonl"]
    with pytest.raises(ValueError, match="cannot be imported"):
        files_in([tmp_path / "notes.txt"])
    with pytest.raises(FileNotFoundError, match="There is no"):
        files_in([tmp_path / "none.jsonl"])


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed bomb is cut off, and said so."""
    monkeypatch.setattr("procedures_db.importers.json_lines.LONGEST_LINE", 1000)
    path = write(tmp_path, "x" * 5000, published(), name="bomb.jsonl.gz")
    found = list(read_records(path, DAY))
    assert "too long" in found[0].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("cut", [8, 60])
def test_a_damaged_packing_ends_the_file_and_keeps_what_came_before(tmp_path: Path, cut: int) -> None:
    """Cut off at its end, or within its data."""
    path = write(tmp_path, *(published(f"1.{number:06}") for number in range(300)), name="cut.jsonl.gz")
    path.write_bytes(path.read_bytes()[:-cut])
    *before, last = read_records(path, DAY)
    assert "damaged" in last.reason  # type: ignore[union-attr]
    assert len(before) > 100


def test_a_file_that_unpacks_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many short lines, too."""
    monkeypatch.setattr("procedures_db.importers.json_lines.LARGEST_FILE", 10_000)
    path = write(tmp_path, *["" for _ in range(50_000)], published(), name="bomb.jsonl.gz")
    assert ["too long" in found.reason for found in read_records(path, DAY)] == [True]  # type: ignore[union-attr]


def test_headings_among_the_cases_sort_the_papers_and_are_no_cases(
    sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    """To hand in, to show, and remarks that are no papers."""
    rows = [("* Giấy tờ phải nộp:", "Đơn;"), ("* Giấy tờ phải xuất trình:", "Hộ chiếu"), ("* Lưu ý:", "Mang bút")]
    papers = [{"name": name, "original": 1, "case": case} for case, name in rows]
    run(sessions, write(tmp_path, published(documents=papers)))
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert record.circumstances == ()
    assert [(paper.name, paper.handling) for paper in record.documents] == [("Đơn", "submit"), ("Hộ chiếu", "present")]
    assert [doubt.text for doubt in record.doubts if doubt.field == "document"] == ["Mang bút"]


@pytest.mark.parametrize(
    ("changes", "desk"),
    [
        ({}, Reception.SERVICE_CENTRE),
        ({"authority": None}, Reception.UNKNOWN),
        ({"authority": None, "sector": "Thuế"}, Reception.AGENCY),
        ({"agency": "Công an cấp xã"}, Reception.POLICE),
        ({"levels": ["ministry"]}, Reception.AGENCY),
    ],
)
def test_the_desk_is_told_by_the_record_or_not_at_all(
    sessions: sessionmaker[Session], tmp_path: Path, changes: dict[str, Any], desk: Reception
) -> None:
    """And who decides is not guessed from who handles it."""
    run(sessions, write(tmp_path, published(**changes)))
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert record.received_by is desk
    assert (record.authority is None) == ("authority" in changes)


def test_a_record_read_on_a_day_to_come_is_rejected(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """It would be vouched for before it was seen."""
    report = run(sessions, write(tmp_path, published(snapshot="2030-01-01")))
    assert [rejected.reason for rejected in report.rejected] == [
        "1.000001 is said to be read on a day that has not come"
    ]
