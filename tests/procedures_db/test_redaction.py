"""Personal numbers go, codes and amounts stay."""

import pytest

from procedures_db.redaction import redact, redact_message


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("số căn cước 031234567890 của tôi", "số căn cước [number] của tôi"),
        ("CMND 031234567", "CMND [number]"),
        ("gọi 0912 345 678 nhé", "gọi [phone] nhé"),
        ("gọi +84912345678", "gọi [phone]"),
        ("gọi 0912.345.678", "gọi [phone]"),
        ("gọi 0912/345/678 nhé", "gọi [phone] nhé"),
        ("0912*345*678", "[phone]"),
        ("cccd 031/085/001234", "cccd [number]"),
        ("xe 15A12345", "xe [number]"),
        ("thư a.b @ gmail.com", "thư [email]"),
        ("a.b [at] gmail [dot] com", "[email]"),
        ("ab@gmail nhé", "[email] nhé"),
        ("không chín một hai 345678", "[number]"),
        ("thư a.b@c.vn", "thư [email]"),
        ("thẻ 9704 3600 1234 5678", "thẻ [number]"),
        ("tôi tên là Nguyễn Văn Thử, hỏi tạm trú", "tôi tên là [name], hỏi tạm trú"),
        ("con toi ten la tran thi thu muon nhap hoc", "con toi ten la [name] muon nhap hoc"),
        ("nhà ở số nhà 12 ngõ 34 phố Thử, nộp ở đâu", "nhà ở [address], nộp ở đâu"),
        ("không chín một hai ba bốn năm sáu bảy tám", "[number]"),
    ],
)
def test_personal_numbers_are_replaced(text: str, redacted: str) -> None:
    """ID numbers, telephones, mail, cards."""
    assert redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục 1.001193",
        "đổi căn cước năm 2024 cần gì",
        "theo 23/2026/NQ-HĐND",
        "lệ phí 1.500.000 đồng",
        "ngày 22/11/2026",
        "thuế 1.250.000.000đ",
        "nộp ở phường Lê Chân hay Vĩnh Bảo",
        "mẫu số 01/ĐK, điều 12",
    ],
)
def test_codes_numbers_of_decisions_amounts_and_dates_stay(text: str) -> None:
    """They are nobody's."""
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mã hồ sơ H24.11-260801-0012 xong chưa", "mã hồ sơ [dossier] xong chưa"),
        ("000.00.04.H51-200221-0001", "[dossier]"),
        ("h24.11-26o801-0012", "[dossier]"),
        ("H24.11-260801-0012, số cuối 5678", "[dossier], số cuối [factor]"),
        ("H24.11-260801-0012 5678", "[dossier] [factor]"),
        ("5678", "[factor]"),
        ("4 số cuối là 5678", "4 số cuối là [factor]"),
        ("số cuối điện thoại của vợ tôi hình như 5678", "số cuối điện thoại của vợ tôi hình như [factor]"),
        ("5678 là đuôi sđt đấy, xem hộ tôi với", "[factor] là đuôi sđt đấy, xem hộ tôi với"),
    ],
)
def test_dossier_codes_and_the_digits_that_open_them_are_replaced(text: str, redacted: str) -> None:
    """Together they would show a dossier to whoever reads the record."""
    assert redact(text) == redacted


def test_what_was_scanned_beside_a_code_is_not_kept() -> None:
    """A receipt names its applicant."""
    assert redact_message("Mã: H24.11-260801-0012\nNgười nộp: Trần Thị Thử") == "[dossier]"
    assert redact_message("H24.11-260801-0012|Trần Thị Thử|5678") == "[dossier]"
    assert redact_message("cần gì?\nnộp ở đâu?") == "cần gì? nộp ở đâu?"


def test_four_digits_in_a_message_go_but_for_years() -> None:
    """Whatever else it says, they may be meant to open a dossier."""
    assert redact_message("5678 của ai đó, sinh 1990, mã 1.001193") == "[factor] của ai đó, sinh 1990, mã 1.001193"
    assert redact_message("phí 5000 đồng") == "phí 5000 đồng"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/5679", "/[factor]"),
        ("5678/", "[factor]/"),
        ("H24.11-261102-0013,5679", "[dossier],[factor]"),
        ("H24.11-261102-0013 /5679", "[dossier] /[factor]"),
        ("bốn số cuối là năm sáu bảy tám", "bốn số cuối là [factor]"),
    ],
)
def test_four_digits_that_open_a_dossier_go_however_they_are_told(text: str, kept: str) -> None:
    """After a comma or a slash, and spoken."""
    assert redact_message(text) == kept
