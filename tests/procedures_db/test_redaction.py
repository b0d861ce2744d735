"""Personal numbers go, codes and amounts stay."""

import pytest

from procedures_db.redaction import redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("số căn cước 031234567890 của tôi", "số căn cước [number] của tôi"),
        ("CMND 031234567", "CMND [number]"),
        ("gọi 0912 345 678 nhé", "gọi [phone] nhé"),
        ("gọi +84912345678", "gọi [phone]"),
        ("gọi 0912.345.678", "gọi [phone]"),
        ("thư a.b@c.vn", "thư [email]"),
        ("thẻ 9704 3600 1234 5678", "thẻ [number]"),
    ],
)
def test_personal_numbers_are_replaced(text: str, redacted: str) -> None:
    """ID numbers, telephones, mail, cards."""
    assert redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "mã hồ sơ H24.11-260801-0012",
        "000.00.04.H51-200221-0001",
        "thủ tục 1.001193",
        "theo 23/2026/NQ-HĐND",
        "lệ phí 1.500.000 đồng",
        "ngày 22/11/2026",
    ],
)
def test_codes_numbers_of_decisions_amounts_and_dates_stay(text: str) -> None:
    """A dossier code is not an ID number."""
    assert redact(text) == text
