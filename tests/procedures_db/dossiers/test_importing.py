"""Exports of one-stop software fill the register: every encoding, every fault named, the same twice changes nothing."""

import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.dossiers.importing import Order, Report, import_exports
from procedures_db.dossiers.register import Register
from procedures_db.dossiers.status import DossierStatus
from procedures_db.models import Dossier
from procedures_db.vocabulary import DossierState
from tests.procedures_db.dossiers.exports import HEADING, row, write_csv, write_xlsx
from tests.procedures_db.dossiers.made import CODE, KEYS

NOON = datetime(2026, 11, 22, 12)


def imported(sessions: sessionmaker[Session], *paths: Path, read_at: datetime = NOON, dry_run: bool = False) -> Report:
    """Import files."""
    return import_exports(sessions, paths, Order(KEYS, read_at, dry_run))


def opened(sessions: sessionmaker[Session], code: str = CODE, factor: str = "5678") -> DossierStatus | None:
    """Open a dossier of the register."""
    register = Register(sessions, KEYS)
    return register.find(register.hold(code), factor)


def reasons(report: Report) -> list[tuple[str, str]]:
    """Return places and reasons of what is rejected."""
    return [(each.place, each.reason) for each in report.rejected]


def decomposed(text: str) -> str:
    """Part the tones from the letters, as Windows-1258 has them; its letters with a roof or horn are whole."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for sign in unicodedata.normalize("NFC", text):
        found = unicodedata.normalize("NFD", sign)
        tone = "".join(mark for mark in found if mark in tones)
        parts.append(unicodedata.normalize("NFC", "".join(mark for mark in found if mark not in tones)) + tone)
    return "".join(parts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same_dossier(
    sessions: sessionmaker[Session], tmp_path: Path, encoding: str, separator: str
) -> None:
    """Opened by either number; Windows' parted tones are put together."""
    path = tmp_path / "x.csv"
    path.write_bytes(decomposed(write_csv(path, [row()], "utf-8", separator).read_text("utf-8")).encode(encoding))
    report = imported(sessions, path)
    assert reasons(report) == []
    assert report.outcomes["new"] == 1
    for factor in ("5678", "4321"):
        assert opened(sessions, factor=factor) == DossierStatus(
            procedure_code="1.001193",
            procedure_name="Đăng ký khai sinh",
            received_at=datetime(2026, 11, 2, 8, 30),
            due_at=datetime(2026, 11, 20),
            finished_at=None,
            state=DossierState.PROCESSING,
            step="Chuyên viên thẩm định",
            office="UBND phường Thử",
            read_at=NOON,
        )
    assert opened(sessions, factor="0000") is None


def test_a_workbook_with_a_title_dates_and_numbers_is_read(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """A telephone number that lost its zero, a date cell, a number of a day."""
    cells = row(Số_điện_thoại=912345678, Ngày_tiếp_nhận=datetime(2026, 11, 2, 8, 30), Ngày_hẹn_trả=46346)
    title = [["DANH SÁCH HỒ SƠ"], [], ["Từ ngày 01/11/2026"]]
    assert reasons(imported(sessions, write_xlsx(tmp_path / "x.xlsx", [cells], title))) == []
    status = opened(sessions)
    assert status is not None
    assert (status.received_at, status.due_at) == (datetime(2026, 11, 2, 8, 30), datetime(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2/11/2026", datetime(2026, 11, 2)),
        ("02/11/2026 14:30", datetime(2026, 11, 2, 14, 30)),
        ("02/11/2026  14:30:05", datetime(2026, 11, 2, 14, 30, 5)),
        ("2026-11-02", datetime(2026, 11, 2)),
        ("2026-11-02T14:30:00.123", datetime(2026, 11, 2, 14, 30)),
        ("46328", datetime(2026, 11, 2)),
        ("46328,5", datetime(2026, 11, 2, 12)),
    ],
)
def test_dates_of_every_form_are_read(
    sessions: sessionmaker[Session], tmp_path: Path, text: str, moment: datetime
) -> None:
    """Of people, of databases, of Excel."""
    assert reasons(imported(sessions, write_csv(tmp_path / "x.csv", [row(Ngày_tiếp_nhận=text)]))) == []
    status = opened(sessions)
    assert status is not None
    assert status.received_at == moment


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Mã_hồ_sơ": "H24.11-26O1O2-0012"}, "Mã hồ sơ: 'H24.11-26O1O2-0012' is no dossier code"),
        ({"Mã_hồ_sơ": ""}, "Mã hồ sơ: nothing stands here"),
        ({"Mã_hồ_sơ": '=A1&"x"'}, "Mã hồ sơ: a formula; paste its value"),
        ({"Trạng_thái": "Đang ngủ"}, "Trạng thái: 'Đang ngủ' is no state that"),
        ({"Ngày_tiếp_nhận": "11/22/2026"}, "Ngày tiếp nhận: there is no moment 11/22/2026"),
        ({"Ngày_tiếp_nhận": "hôm qua"}, "Ngày tiếp nhận: 'hôm qua' is no date"),
        ({"Ngày_tiếp_nhận": "02/11/1026"}, "no dossier of the year 1026"),
        ({"Ngày_tiếp_nhận": "23/11/2026", "Ngày_hẹn_trả": ""}, "received_at lies after the export"),
        ({"Ngày_hẹn_trả": "01/11/2026"}, "due_at lies before received_at"),
        ({"Số_điện_thoại": "9,12E+08"}, "Số điện thoại: the program made a number of this"),
        ({"Số_điện_thoại": "không có"}, "Số điện thoại: this is no number of 9 to 15 digits"),
        ({"Số_CCCD/CMND": "1234"}, "Số CCCD/CMND: this is no number"),
        ({"Mã_TTHC": "abc"}, "Mã TTHC: 'abc' is no code like 1.001193"),
        ({"Bước_xử_lý": "x" * 501}, "Bước xử lý: this text is longer than 500 characters"),
    ],
)
def test_a_fault_rejects_its_row_alone_and_is_named(
    sessions: sessionmaker[Session], tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    """With row and column; nothing of the row is written."""
    good = row(Mã_hồ_sơ="H24.11-261102-0013")
    report = imported(sessions, write_csv(tmp_path / "x.csv", [row(**changes), good]))
    ((place, told),) = reasons(report)
    assert place == "x.csv:2"
    assert reason in told
    assert report.outcomes["new"] == 1
    assert opened(sessions) is None
    assert opened(sessions, "H24.11-261102-0013") is not None


def test_all_faults_of_a_row_are_told_at_once_and_no_digits_are_repeated(
    sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    """The report may be sent around."""
    bad = row(Trạng_thái="?", Số_điện_thoại="0912-34", Ngày_hẹn_trả="x")
    ((_, told),) = reasons(imported(sessions, write_csv(tmp_path / "x.csv", [bad])))
    assert told.count(";") == 2
    assert "0912" not in told


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("'; DROP TABLE dossier; --", "'; DROP TABLE dossier; --"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("+một", "+một"),
        ("-", None),
        ("hai\ndòng", "hai dòng"),
    ],
)
def test_what_looks_like_code_is_a_text(
    sessions: sessionmaker[Session], tmp_path: Path, text: str, kept: str | None
) -> None:
    """Kept as it stands, on one line."""
    imported(sessions, write_csv(tmp_path / "x.csv", [row(Bước_xử_lý=text)]))
    status = opened(sessions)
    assert status is not None
    assert status.step == kept


def test_numbers_kept_as_text_and_of_other_countries_are_read(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """="0912…" of a program, +84 of a telephone, and a row without any."""
    codes = [f"H24.11-261102-{number:04}" for number in range(3)]
    rows = [
        row(**{"Mã_hồ_sơ": codes[0], "Số_điện_thoại": '="0912345678"'}),
        row(**{"Mã_hồ_sơ": codes[1], "Số_điện_thoại": "+84 912.345.678"}),
        row(**{"Mã_hồ_sơ": codes[2], "Số_điện_thoại": "", "Số_CCCD/CMND": ""}),
    ]
    report = imported(sessions, write_csv(tmp_path / "x.csv", rows))
    assert [opened(sessions, code) is not None for code in codes] == [True, True, False]
    assert report.without_factor == 1


def test_a_formula_in_a_workbook_is_refused(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """Its value is not known."""
    ((place, told),) = reasons(imported(sessions, write_xlsx(tmp_path / "x.xlsx", [row(Đơn_vị="=1+1")])))
    assert place == "x.xlsx:2"
    assert told == "Đơn vị: a formula; paste its value"


def test_importing_the_same_twice_changes_nothing_but_as_of_when(
    sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    """A day later it is confirmed; a row that is gone from the export stays as it was."""
    path = write_csv(tmp_path / "x.csv", [row(), row(Mã_hồ_sơ="H24.11-261102-0013")])
    imported(sessions, path)
    again = imported(sessions, write_csv(path, [row()]), read_at=NOON + timedelta(days=1))
    assert (again.outcomes["unchanged"], again.outcomes["changed"], again.outcomes["new"]) == (1, 0, 0)
    first, second = opened(sessions), opened(sessions, "H24.11-261102-0013")
    assert first is not None
    assert second is not None
    assert (first.read_at, second.read_at) == (NOON + timedelta(days=1), NOON)


def test_a_later_export_changes_and_an_older_one_does_not(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """The register never goes back."""
    imported(sessions, write_csv(tmp_path / "x.csv", [row()]))
    done = row(Trạng_thái="ĐÃ TRẢ KẾT QUẢ", Ngày_có_kết_quả="19/11/2026")
    assert imported(sessions, write_csv(tmp_path / "y.csv", [done])).outcomes["changed"] == 1
    older = imported(sessions, tmp_path / "x.csv", read_at=NOON - timedelta(days=1))
    assert older.outcomes["older"] == 1
    status = opened(sessions)
    assert status is not None
    assert status.state is DossierState.RETURNED


@pytest.mark.parametrize("turned", [False, True])
def test_of_a_dossier_that_stands_twice_the_later_state_wins(
    sessions: sessionmaker[Session], tmp_path: Path, turned: bool
) -> None:
    """Wherever it stands; the other row is named."""
    rows = [row(), row(Trạng_thái="Có kết quả")]
    report = imported(sessions, write_csv(tmp_path / "x.csv", rows[::-1] if turned else rows))
    (told,) = report.repeated
    assert told.startswith("x.csv:3: the same dossier as x.csv:2" if turned else "x.csv:2: the same dossier as x.csv:3")
    status = opened(sessions)
    assert status is not None
    assert status.state is DossierState.READY


def test_a_dry_run_writes_nothing(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """And tells what it would."""
    assert imported(sessions, write_csv(tmp_path / "x.csv", [row()]), dry_run=True).outcomes["new"] == 1
    with sessions() as session:
        assert session.scalars(select(Dossier)).all() == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "there is no row with the names of the columns"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "neither UTF-8"),
        ("Mã hồ sơ,Ngày nhận,Trạng thái\n".encode(), "the column for procedure_name is missing"),
        ("Mã hồ sơ,Số hồ sơ,Thủ tục,Ngày nhận,Trạng thái\n".encode(), "two columns may both hold code"),
        (",".join(HEADING).encode() + b'\n"x', "no CSV from here on"),
    ],
)
def test_a_file_that_is_no_export_is_refused(
    sessions: sessionmaker[Session], tmp_path: Path, content: bytes, reason: str
) -> None:
    """With the reason."""
    (tmp_path / "x.csv").write_bytes(content)
    assert reason in reasons(imported(sessions, tmp_path / "x.csv"))[0][1]


def test_a_damaged_workbook_is_refused(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """Cut in the middle, or none at all."""
    path = write_xlsx(tmp_path / "x.xlsx", [row()])
    path.write_bytes(path.read_bytes()[:3000])
    (tmp_path / "y.xlsx").write_text("no workbook")
    assert len(reasons(imported(sessions, path, tmp_path / "y.xlsx"))) == 2
