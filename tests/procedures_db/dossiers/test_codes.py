"""Codes of dossiers as people write, paste and scan them."""

from datetime import date

import pytest

from procedures_db.dossiers.codes import exact_code, filed_on, find_dossier_codes

CODE = "H24.11-260801-0012"


def found(text: str) -> list[tuple[str, bool]]:
    """Return the codes in a text, and whether each was repaired."""
    return [(each.code, each.repaired) for each in find_dossier_codes(text)]


@pytest.mark.parametrize(
    ("code", "day"),
    [
        (CODE, date(2026, 8, 1)),
        ("000.00.01.H29-240115-0001", date(2024, 1, 15)),
        ("H24.11-261301-0012", None),
        ("H24.11-000801-0012", None),
        ("H24", None),
    ],
)
def test_the_day_is_read_or_refused(code: str, day: date | None) -> None:
    """A thirteenth month is no month, and no software of the year 2000 numbered dossiers."""
    assert filed_on(code) == day


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "h24.11-260801-0012",
        "hồ sơ h24.11 – 260801 - 0012 xong chưa",
        "H24.11\u2014260801\u20110012",
        "H24 . 11 - 260801 - 0012",
        "https://dichvucong.example/tra-cuu?ma=H24.11-260801-0012&x=1",
        "https://dichvucong.example/?ma=H24.11%2D260801%2d0012",
        "Mã hồ sơ: H24.11-260801-0012\nThủ tục: Việc thử\nNgày hẹn: 22/11/2026",
        "\uff28".replace("\uff28", "H") + "\uff12\uff14.11-260801-0012",
    ],
)
def test_a_code_is_found_however_it_is_written(text: str) -> None:
    """Lower case, spaces, dashes, addresses, the text of a QR code."""
    assert found(text) == [(CODE, False)]


@pytest.mark.parametrize("code", ["000.00.04.H51-200221-0001", "H57.132-260804-0583", "G12-240115-123456"])
def test_every_shape_is_known(code: str) -> None:
    """Old, new, and of a ministry."""
    assert found(f"mã {code} ạ") == [(code, False)]
    assert exact_code(f" {code} ") == code


@pytest.mark.parametrize(
    "text",
    [
        "H24.11-26O8O1-OO12",
        "h24.ll-26o80l-0012",
        "H24.11-2608010012",
        "H24.11260801-0012",
        "H24.11 260801 0012",
        "H2411-260801-0012",
        "H24,11-260801-0012",
        "H24.11/260801/0012",
        "H24.11_260801_0012",
        "H24.11-0012-260801",
        "260801-H24.11-0012",
        "0012-260801-H24.11",
    ],
)
def test_a_near_miss_is_repaired(text: str) -> None:
    """Letters for digits, missing or other signs, groups in another order."""
    assert found(f"mã {text} nhé") == [(CODE, True)]
    assert exact_code(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục 1.001193.000.00.00.H24",
        "số căn cước 031234567890",
        "gọi 0912 345 678 ngày 22/11/2026",
        "theo Luật 91/2025/QH15 và 118/2025/NĐ-CP",
        "biển số 15A-123.45",
        "lệ phí 1.500.000 đồng",
    ],
)
def test_other_numbers_are_no_codes(text: str) -> None:
    """Procedures, ID numbers, laws, plates, amounts."""
    assert found(text) == []


def test_a_code_whose_day_cannot_be_is_still_a_code() -> None:
    """So that it can be said to be mistyped."""
    assert found("H24.11-261301-0012") == [("H24.11-261301-0012", False)]
    assert exact_code("H24.11-261301-0012") is None
