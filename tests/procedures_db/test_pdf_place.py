"""Whose record an export is: another province's is never taken for ours."""

from pathlib import Path
from typing import Any

import pytest

from procedures_db.importers.findings import Read
from procedures_db.importers.pdf.export import read_export
from procedures_db.importers.pdf.place import locality
from procedures_db.vocabulary import Jurisdiction
from tests.procedures_db.exports import export
from tests.procedures_db.test_pdf import READ_ON

CITY = "Hải Phòng"
UNKNOWN = "chưa rõ tỉnh"


@pytest.mark.parametrize(
    ("decision", "told", "rest", "place"),
    [
        ("1/QĐ-BTP", {}, "", None),
        ("1/QĐ-BTP", {"agency": "Sở Thử Hà Nội"}, "", None),
        ("1/QĐ-BTP", {"receiving_address": "Quầy 1, thành phố Hải Phòng"}, "", CITY),
        ("1/QĐ-BTP", {"agency": "Chi cục Hải Phòng, Chi cục Quảng Ninh"}, "", None),
        ("1/QĐ-UBND", {"receiving_address": "Quầy 1, thành phố Hải Phòng"}, "tỉnh Lào Cai", CITY),
        ("1/QĐ-UBND", {"receiving_address": "đường Hà Nội, TP. Hải Phòng"}, "", CITY),
        ("1/QĐ-UBND", {"receiving_address": "đường Hải Phòng, TP.Đà Nẵng"}, "", "Đà Nẵng"),
        ("1/QĐ-UBND", {"receiving_address": "https://dichvucong.haiphong.gov.vn"}, "", CITY),
        ("1/QĐ-UBND", {"authority": "UBND THÀNH PHỐ HẢI PHÒNG"}, "", CITY),
        ("1/QĐ-UBND", {"agency": "Sở Thử Hải Phòng"}, "", CITY),
        ("1/QĐ-UBND", {"agency": "Văn phòng thử Bắc Ninh"}, "", "Bắc Ninh"),
        ("1/QĐ-UBND", {"agency": "Chi cục Thuế"}, "", UNKNOWN),
        ("1/QĐ-UBND", {"authority": "UBND tỉnh"}, "Dân thành phố Hải Phò\nng nộp đơn", CITY),
        ("1/QĐ-UBND", {}, "tỉnh Hải Dương và thành phố Hải Phòng", CITY),
        ("1/QĐ-UBND", {}, "tỉnh Lai Châu", "Lai Châu"),
        ("1/QĐ-UBND", {}, "thành phố Hải Phòng và tỉnh Quảng Ninh", UNKNOWN),
        ("1/QĐ-UBND", {}, "đường đi Hải Phòng", UNKNOWN),
        ("1/QĐ-UBND", {}, "", UNKNOWN),
        ("1/TTr-STHU", {}, "", UNKNOWN),
        ("1/QĐ-TTPVHCC", {}, "thành phố Hà Nội", "Hà Nội"),
        ("", {}, "", UNKNOWN),
    ],
)
def test_the_place_is_what_the_texts_name(decision: str, told: Any, rest: str, place: str | None) -> None:
    """The short texts before the long; a local decision without a place is not ours."""
    assert locality(told, decision, rest) == place


@pytest.mark.parametrize(
    ("address", "jurisdiction"),
    [
        ("Quầy 1, thành phố Hải Phòng", Jurisdiction.CITY),
        ("Quầy 1, tỉnh Lào Cai", Jurisdiction.OTHER_PROVINCE),
        ("", Jurisdiction.OTHER_PROVINCE),
    ],
)
def test_only_our_own_decisions_are_served(tmp_path: Path, address: str, jurisdiction: Jurisdiction) -> None:
    """An unknown place is another's."""
    information = {"Số quyết định": "1/QĐ-UBND", "Địa chỉ tiếp nhận HS": address}
    (found,) = read_export(export(tmp_path / "1.000001.pdf", information=information), READ_ON)
    assert isinstance(found, Read)
    assert found.record.versions[0].jurisdiction is jurisdiction
