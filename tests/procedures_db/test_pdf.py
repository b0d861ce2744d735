"""Reading official PDF exports: whole rows out of broken ones, and never half a record."""

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from procedures_db.importers.findings import Read, Rejected
from procedures_db.importers.pdf.export import published, read_export
from procedures_db.importers.pdf.text import heal, words
from procedures_db.vocabulary import Jurisdiction, Level
from tests.procedures_db.exports import INFORMATION, PAGE, PAPER, SENT, Drawing, export

READ_ON = date(2026, 7, 17)


def record_of(folder: Path, **parts: Any) -> dict[str, Any]:
    """Read an export with these parts as a published record."""
    return published(export(folder / "1.000001.pdf", **parts), READ_ON)


def only(path: Path) -> Read | Rejected:
    """Return the one thing that a file yields."""
    (found,) = read_export(path, READ_ON)
    return found


def test_an_export_becomes_a_record_with_its_place_and_day(tmp_path: Path) -> None:
    """Through the same door as a line of JSON."""
    found = only(export(tmp_path / "1.000001.pdf"))
    assert isinstance(found, Read)
    version = found.record.versions[0]
    assert (found.place, found.record.code, found.record.name) == ("1.000001.pdf", "1.000001", "Cấp thẻ thử nghiệm")
    assert (found.record.level, found.record.sector) == (Level.COMMUNE, "Việc thử")
    assert (version.jurisdiction, version.authority) == (Jurisdiction.NATIONAL, "Ủy ban nhân dân cấp xã")
    assert (version.decision.number, version.source.retrieved_on) == ("1/QĐ-BTP", READ_ON)
    assert [(paper.name, paper.originals, paper.copies) for paper in version.documents] == [("Đơn xin thẻ", 1, 0)]
    assert [(time.value, time.unit, time.at_most) for time in version.processing_times] == [(5, "working_day", False)]
    assert [fee.amount for fee in version.fees] == [20_000]
    assert (version.steps, version.eligibility) == (["Nộp hồ sơ tại quầy.", "Nhận thẻ."], [])
    assert version.results == ["Thẻ thử"]
    assert [(law.number, law.name) for law in version.legal_basis] == [("1/2020/QH14", "Luật Thử")]
    assert [(doubt.field, doubt.reason) for doubt in found.doubts] == [("agency", "missing")]


def test_lines_of_a_cell_are_joined_as_they_were_typed(tmp_path: Path) -> None:
    """At a space, after a slash or a hyphen the line goes on; the name of the form and the quantity break too."""
    papers = [("Bản kê theo \nNghị định số 1/2020/\nNĐ-CP", "Mẫu kê \nkhai.docx", "1 bản chính, 1 \nbản sao")]
    (paper,) = record_of(tmp_path, papers=papers)["documents"]
    assert paper["name"] == "Bản kê theo Nghị định số 1/2020/NĐ-CP"
    assert (paper["form"], paper["original"], paper["copies"]) == ("Mẫu kê khai.docx", 1, 1)


def test_a_row_that_a_page_end_has_cut_is_one_again(tmp_path: Path) -> None:
    """In the middle of a word, of a quantity, of a duration, of a number; an empty box at the end is nothing."""
    record = record_of(
        tmp_path,
        papers=[
            ("Bản vẽ ngô", "Mẫu so", "1 bản chính, 1 b"),
            PAGE,
            ("i nhà", " 1.pdf", "ản sao"),
            ("Ảnh t", "", "2 bản sao"),
            PAGE,
            ("hẻ", "", ""),
            ("", "", ""),
            PAGE,
            PAPER,
        ],
        channels=[
            ("Trực tiếp", "16 ngày làm việ", "Miễn phí", "Chờ ở s"),
            PAGE,
            ("", "c", "", "ảnh \nlớn"),
            PAGE,
            ("", "", "", " rộng"),
            PAGE,
            SENT,
        ],
        laws=[("Nghị quyết th", "254/20"), PAGE, ("ử", "25/QH15"), PAGE, ("Luật Thử", "1/2020/QH14")],
    )
    papers = [(paper["name"], paper["form"], paper["original"], paper["copies"]) for paper in record["documents"]]
    assert papers == [
        ("Bản vẽ ngôi nhà", "Mẫu so 1.pdf", 1, 1),
        ("Ảnh thẻ", None, 0, 2),
        ("Đơn xin thẻ", None, 1, 0),
    ]
    times = [(time["channel"], time["value"], time["unit"], time["note"]) for time in record["durations"]]
    assert times == [("in_person", 16, "working_day", "Chờ ở sảnh lớn rộng"), ("online", 5, "working_day", None)]
    laws = [(law["number"], law["name"]) for law in record["legal_basis"]]
    assert laws == [("254/2025/QH15", "Nghị quyết thử"), ("1/2020/QH14", "Luật Thử")]


def test_whole_rows_on_either_side_of_a_page_end_stay_two(tmp_path: Path) -> None:
    """Also when the last before it has no number."""
    laws = [("Thông lệ", ""), PAGE, ("Luật Thử", "1/2020/QH14"), PAGE, ("Luật Khác", "2/2020/QH14")]
    record = record_of(tmp_path, papers=[PAPER, PAGE, PAPER], channels=[SENT, PAGE, SENT], laws=laws)
    assert len(record["documents"]) == 2
    assert [law["number"] for law in record["legal_basis"]] == ["", "1/2020/QH14", "2/2020/QH14"]
    assert len(record["durations"]) == len(record["fees"]) == 2


def test_a_value_of_the_first_table_goes_on_over_a_page_end(tmp_path: Path) -> None:
    """And is None when it is empty or says that there is nothing."""
    name = "\n".join(["rất dài "] * 40)
    address = "\n".join(["phố dài "] * 35)
    record = record_of(
        tmp_path, information={"Tên thủ tục": name, "Địa chỉ tiếp nhận HS": address, "Lĩnh vực": "Không có thông tin"}
    )
    assert record["name"] == " ".join(["rất dài"] * 40)
    assert record["receiving_address"] == " ".join(["phố dài"] * 35)
    assert (record["sector"], record["agency"]) == (None, None)


def test_papers_fall_under_their_cases(tmp_path: Path) -> None:
    """A title may be broken, lack its text or its number, or stand above nothing; a note is no paper."""
    papers = [
        "Trường hợp 1: Người \nmua",
        PAPER,
        ("Không phải nộp ảnh", "", "Không có"),
        "Trường hợp 2: ",
        "Trường hợp 3: Người th",
        PAGE,
        "uê",
        PAPER,
        "Người mượn",
        PAPER,
    ]
    found = only(export(tmp_path / "1.000001.pdf", papers=papers))
    assert isinstance(found, Read)
    labels = [case.label for case in found.record.versions[0].circumstances]
    assert labels == ["Trường hợp 1: Người mua", "Trường hợp 3: Người thuê", "Người mượn"]
    assert len(found.record.versions[0].documents) == 3


@pytest.mark.parametrize("nothing", ["--", "Không có thông tin"])
def test_a_section_can_say_that_there_is_nothing(tmp_path: Path, nothing: str) -> None:
    """Then it holds nothing, and missing laws are told to the editor."""
    path = export(tmp_path / "1.000001.pdf", papers=[], without=["CĂN CỨ PHÁP LÝ"], steps=nothing, agency="Sở Thử")
    found = only(path)
    assert isinstance(found, Read)
    assert (found.record.versions[0].steps, found.record.versions[0].legal_basis) == ([], [])
    assert [(doubt.field, doubt.reason) for doubt in found.doubts] == [("legal_basis", "missing")]


def test_headings_named_in_running_text_are_text(tmp_path: Path) -> None:
    """They are no larger than the text, or stand out of order."""
    record = record_of(tmp_path, steps="MÔ TẢ\nKẾT QUẢ XỬ LÝ", requirements="Mô tả")
    assert record["steps"] == "MÔ TẢ\nKẾT QUẢ XỬ LÝ"
    assert record["requirements"] == "Mô tả"
    assert len(record["documents"]) == 1


def test_separate_accents_come_onto_their_letters(tmp_path: Path) -> None:
    """In whatever order they are typed, and after a space."""
    plain = unicodedata.normalize("NFD", "Đơn đề nghị giữ nhà ở")
    record = record_of(tmp_path, papers=[(plain, "", "1 bản chính")])
    assert record["documents"][0]["name"] == "Đơn đề nghị giữ nhà ở"
    assert heal("de\u0300\u0302 ve \u0303") == "dề vẽ"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_are_read_as_they_are(tmp_path: Path, rotation: int) -> None:
    """Turning is for the eye alone."""
    straight, turned = tmp_path / "1.pdf", tmp_path / "2.pdf"
    assert published(export(straight), READ_ON) == published(export(turned, rotation=rotation), READ_ON)


def not_at_all(path: Path) -> None:
    """Write something else under the name of a PDF."""
    path.write_text("<html>no PDF</html>")


def another_pdf(path: Path) -> None:
    """Write a PDF that is no export."""
    drawing = Drawing(path)
    drawing.text("Thư mời")
    drawing.save()


def scan(path: Path) -> None:
    """Write a PDF without text."""
    drawing = Drawing(path)
    drawing.canvas.rect(10, 10, 100, 100, fill=1)
    drawing.save()


def truncated(path: Path) -> None:
    """Cut the end off."""
    path.write_bytes(export(path).read_bytes()[:-2000])


def broken_off(path: Path) -> None:
    """Cut the middle out, leaving the end mark."""
    content = export(path).read_bytes()
    path.write_bytes(content[:1500] + content[-40:])


def flipped(path: Path) -> None:
    """Change a byte in the middle of a page that is packed as the portal packs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportlab.rl_config.useA85", 0)
        content = bytearray(export(path).read_bytes())
    content[content.index(b"stream") + 400] ^= 1
    path.write_bytes(content)


def endless(path: Path) -> None:
    """Write more pages than any export has."""
    drawing = Drawing(path)
    for _ in range(301):
        drawing.text("Trang")
        drawing.end_page()
    drawing.save()


def crowded(path: Path) -> None:
    """Draw more on a page than any export does."""
    drawing = Drawing(path)
    for _ in range(5001):
        drawing.canvas.line(1, 1, 9, 9)
    drawing.save()


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (not_at_all, "no PDF"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.mkdir(), "cannot be opened"),
        (another_pdf, "no export"),
        (scan, "no text"),
        (truncated, "cut off"),
        (broken_off, "damaged"),
        (flipped, "damaged at byte"),
        (endless, "more than 300"),
        (crowded, "more than any"),
        (lambda path: export(path, options={"encrypt": "secret"}), "encrypted"),
        (lambda path: export(path, options={"encrypt": StandardEncryption("", "owner")}), "encrypted"),
        (lambda path: export(path, information={"Mã thủ tục": ""}), "no code"),
        (lambda path: export(path, information={"Tên thủ tục": "--"}), "no name"),
        (lambda path: export(path, information={"Mã thủ tục": "12"}), "code"),
        (lambda path: export(path, without=["MÔ TẢ"]), "breaks off"),
        (lambda path: export(path, without=["THÀNH PHẦN HỒ SƠ"]), "breaks off"),
        (lambda path: export(path, channels=[("Qua fax", "5 ngày", "", "")]), "unknown channel"),
        (lambda path: export(path, channels=["Ô lạ"]), "a row of 1 cells"),
        (lambda path: export(path, papers=[("Đơn", "", "99 bản sao")]), "copies"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_whole_is_rejected_with_its_reason(tmp_path: Path, write: Any, reason: str) -> None:
    """Exactly once, and never half of it."""
    path = tmp_path / "bad.pdf"
    write(path)
    found = only(path)
    assert isinstance(found, Rejected)
    assert (found.place, reason in found.reason) == ("bad.pdf", True), found.reason


def test_the_labels_of_the_tests_are_those_of_the_reader() -> None:
    """Otherwise they prove nothing."""
    assert list(INFORMATION) == list(words()["labels"])
