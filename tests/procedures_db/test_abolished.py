"""Nobody is sent to an office of a district."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.abolished import names_abolished
from procedures_db.importers.loader import load
from procedures_db.queries.record import record_on
from tests.factories import DAY, NOW, procedure, version


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nộp tại UBND quận", True),
        ("Ủy ban nhân dân cấp huyện", True),
        ("Uỷ ban nhân dân các quận, huyện, thị xã", True),
        ("Phòng Tư pháp huyện nơi cư trú", True),
        ("cơ quan chuyên môn cấp quận/huyện", True),
        ("công an huyện", True),
        ("đường huyện, các huyện đảo", False),
        ("vận chuyển, câu chuyện", False),
        ("UBND xã", False),
        ("quận Lê Chân cũ", False),
    ],
)
def test_offices_of_districts_are_known_by_their_names(text: str, named: bool) -> None:
    """Not the land that bore the name."""
    assert names_abolished(text) is named


def test_a_record_that_is_answered_names_no_office_of_a_district(sessions: sessionmaker[Session]) -> None:
    """An authority that has ended is unknown; elsewhere the sentence says that it ended."""
    facts = version(
        authority="Ủy ban nhân dân cấp huyện",
        agency="Phòng Tư Pháp",
        steps=["Nộp hồ sơ tại UBND quận, huyện trong ngày."],
        documents=[{"name": "Quyết định của UBND cấp huyện", "note": "do Công an huyện xác nhận"}],
    )
    load(sessions, [procedure(versions=[facts])], NOW)
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert (record.authority, record.agency) == (None, None)
    assert record.steps == ("Nộp hồ sơ tại cơ quan cũ (đã bỏ từ 01/07/2025) trong ngày.",)
    paper = record.documents[0]
    assert (paper.name, paper.note) == (
        "Quyết định của cơ quan cũ (đã bỏ từ 01/07/2025)",
        "do cơ quan cũ (đã bỏ từ 01/07/2025) xác nhận",
    )
