"""Where to file near a place, what a place is called today, and the journey of a life event."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from actions.documents import AnswerDocuments
from actions.handoff import HandOff
from actions.life_event import AnswerLifeEvent
from actions.place import AnswerPlace
from procedures_db.importers.loader import load
from procedures_db.importers.loader_city import load_life_events
from procedures_db.records_life_events import LifeEventsFile
from tests.actions.conversation import run, tracker
from tests.factories import NOW, procedure, version

DISTRICT = {"name": "huyện Thử", "communes": ["00001", "00002"], "former": True}
WARD = {"name": "phường Sông Thử", "communes": ["00001"], "former": False}
NAMESAKES = [
    {"name": "xã Cầu", "district": "Gần", "communes": ["00001"]},
    {"name": "xã Cầu", "district": "Thử", "communes": ["00002"]},
]
TWICE = {"name": "xã Cầu", "communes": [], "former": True, "namesakes": NAMESAKES}
TWO = "Có 2 nơi tên xã Cầu: thuộc Gần cũ, nay là phường Sông Thử; thuộc Thử cũ, nay là xã Đồng Thử. Bạn ở nơi nào?"
ISLAND = {"name": "Đảo Xa", "communes": ["00003"], "former": False}


@pytest.fixture
def with_police(acting: sessionmaker[Session]) -> sessionmaker[Session]:
    """One more procedure, which goes to the police of one's own commune."""
    facts = version(received_by="police", own_commune=True, agency="Công an cấp xã")
    load(acting, [procedure("1.000009", short_name="Việc công an", aliases=[], versions=[facts])], NOW)
    return acting


@pytest.mark.usefixtures("acting")
def test_any_centre_takes_the_dossier_and_the_near_one_is_named() -> None:
    """With its address, when that is known, and what a former name is now."""
    message, _ = run(AnswerPlace(), tracker(procedure_code="1.000001", place=WARD))
    assert "đặc khu nào của Hải Phòng cũng được" in message["text"]
    assert "Gần bạn: Trung tâm Phục vụ hành chính công phường Sông Thử." in message["text"]
    assert "số 1 phố Thử" in message["text"]
    assert "Bạn ở xã" not in message["text"]
    former, _ = run(AnswerPlace(), tracker(procedure_code="1.000001", place=DISTRICT))
    assert "Huyện Thử cũ nay thuộc xã Đồng Thử và phường Sông Thử." in former["text"]


@pytest.mark.usefixtures("acting")
def test_an_address_that_is_not_known_is_said_not_to_be_known() -> None:
    """With those that are."""
    message, _ = run(AnswerPlace(), tracker(procedure_code="1.000001", place=ISLAND))
    assert "đặc khu Đảo Xa" in message["text"]
    assert "Địa chỉ trung tâm ở đó chưa có trong dữ liệu." in message["text"]


@pytest.mark.usefixtures("with_police")
def test_the_commune_is_asked_for_only_where_it_changes_the_answer() -> None:
    """And not once it is told."""
    asked, _ = run(AnswerPlace(), tracker(procedure_code="1.000009"))
    assert "Bạn ở xã, phường, đặc khu nào?" in asked["text"]
    told, _ = run(AnswerPlace(), tracker(procedure_code="1.000009", place=WARD))
    assert "Với nơi bạn nói là ở phường Sông Thử." in told["text"]
    assert "Bạn ở xã" not in told["text"]
    other, _ = run(AnswerPlace(), tracker(procedure_code="1.000001"))
    assert "Bạn ở xã" not in other["text"]


@pytest.mark.usefixtures("acting")
def test_a_place_alone_is_told_by_its_present_name() -> None:
    """With the source of the names."""
    message, _ = run(AnswerPlace(), tracker(place=DISTRICT, only_place=True, decision="none"))
    assert "Huyện Thử cũ nay thuộc xã Đồng Thử và phường Sông Thử." in message["text"]
    assert "Danh mục thử" in message["text"]
    assert message["custom"]["outcome"] == "answered"


def test_a_life_event_lists_its_procedures_to_choose_from(acting: sessionmaker[Session]) -> None:
    """Those we do not hold are named without a button."""
    steps = [
        {"code": "1.000001", "title": "Việc đầu", "linked": True},
        {"code": "1.000077", "title": "Việc thiếu", "when": "chậm"},
        {"code": "1.000002", "title": "Việc sau", "linked": True},
    ]
    event = {"key": "event", "label": "Sự kiện", "words": ["sự"], "linked_code": "1.000003", "steps": steps}
    with acting.begin() as session:
        load_life_events(session, LifeEventsFile.parse_obj({"life_events": [event]}))
    message, slots = run(AnswerLifeEvent(), tracker(life_event="event"))
    assert "1. Việc đầu (liên thông)" in message["text"]
    assert "2. Việc thiếu – nếu chậm (chưa có trong dữ liệu của tôi)" in message["text"]
    assert "thủ tục nộp một lần: Việc chưa rõ" in message["text"]
    assert [button["title"] for button in message["buttons"]] == ["Việc đầu", "Việc sau"]
    assert [option["procedure_code"] for option in slots["offered"]] == ["1.000001", "1.000077", "1.000002"]


@pytest.mark.usefixtures("acting")
def test_an_event_that_is_not_known_is_asked_about() -> None:
    """Like any name that is not understood."""
    message, _ = run(AnswerLifeEvent(), tracker(decision="none"))
    assert message["custom"]["outcome"] == "asked_back"


@pytest.mark.usefixtures("acting")
def test_a_place_does_not_close_a_list_of_offers() -> None:
    """The list is shown again."""
    offers = [
        {"title": code, "aspect": "where", "procedure_code": code, "circumstance": None}
        for code in ("1.000001", "1.000002")
    ]
    said = tracker(slots={"offered": offers}, place=WARD, only_place=True, decision="none")
    message, _ = run(AnswerPlace(), said)
    assert message["custom"]["outcome"] == "asked_back"
    assert message["custom"]["candidates"] == ["1.000001", "1.000002"]


def test_a_desk_that_is_not_told_is_said_to_be_unknown(acting: sessionmaker[Session]) -> None:
    """No centre is named in its place."""
    facts = version(received_by="unknown", authority=None)
    load(acting, [procedure("1.000009", short_name="Việc chưa rõ nơi", aliases=[], versions=[facts])], NOW)
    message, _ = run(AnswerPlace(), tracker(procedure_code="1.000009"))
    assert "Chưa có thông tin chắc chắn về nơi nhận hồ sơ này." in message["text"]
    assert "Trung tâm Phục vụ hành chính công xã" not in message["text"]


def test_what_holds_in_the_only_case_is_told_for_that_case(acting: sessionmaker[Session]) -> None:
    """Not for everybody."""
    rare = {"name": "Ảnh chim", "copies": 2, "circumstances": ["rare"]}
    facts = version(circumstances=[{"key": "rare", "label": "Chim quý hiếm"}], documents=[{"name": "Đơn"}, rare])
    load(acting, [procedure("1.000009", short_name="Nuôi chim", aliases=[], versions=[facts])], NOW)
    message, _ = run(AnswerDocuments(), tracker(procedure_code="1.000009"))
    assert "Chim quý hiếm:\n" in message["text"]
    assert message["text"].index("Chim quý hiếm:") < message["text"].index("Ảnh chim")


@pytest.mark.usefixtures("with_police")
def test_a_place_outside_the_city_is_said_to_be_outside() -> None:
    """And the commune is not asked for."""
    message, _ = run(AnswerPlace(), tracker(procedure_code="1.000009", outside="Quảng Ninh"))
    assert "Quảng Ninh không thuộc Hải Phòng" in message["text"]
    assert "Bạn ở xã" not in message["text"]


@pytest.mark.usefixtures("with_police")
@pytest.mark.parametrize("code", ["1.000001", "1.000009", None])
def test_a_name_of_two_former_communes_is_told_by_district_and_neither_is_picked(code: str | None) -> None:
    """Alone, beside a procedure that any centre takes, and beside one of one's own commune."""
    said = tracker(procedure_code=code, place=TWICE) if code else tracker(place=TWICE, only_place=True, decision="none")
    message, _ = run(AnswerPlace(), said)
    assert TWO in message["text"]
    assert "Gần bạn" not in message["text"]
    assert "Với nơi bạn nói" not in message["text"]


@pytest.mark.usefixtures("acting")
def test_the_nearest_centre_of_a_name_of_two_is_not_known_until_its_district_is() -> None:
    """The district told next tells which of the two is meant."""
    message, _ = run(HandOff(), tracker(slots={"place": TWICE, "namesakes": NAMESAKES}))
    assert TWO in message["text"]
    assert "Gần bạn nhất" not in message["text"]
    near = {"name": "Gần", "communes": ["00001", "00003"], "former": False}
    told = tracker(slots={"place": near, "namesakes": NAMESAKES}, place=near, only_place=True, decision="none")
    message, _ = run(AnswerPlace(), told)
    assert "Xã Cầu cũ nay thuộc phường Sông Thử." in message["text"]
    both = {"name": "Cả hai", "communes": ["00001", "00002"], "former": True}
    message, _ = run(AnswerPlace(), tracker(slots={"namesakes": NAMESAKES}, place=both, only_place=True))
    assert "Cả hai cũ nay thuộc" in message["text"]


@pytest.mark.usefixtures("acting")
def test_what_happened_may_be_the_case_of_the_procedure_that_is_discussed() -> None:
    """Then it opens no list."""
    slots = {"procedure_code": "1.000002", "aspect": "fee"}
    message, _ = run(AnswerLifeEvent(), tracker("trễ hạn", slots=slots, life_event="event", only_event=True))
    assert message["custom"]["circumstance"] == "late"


@pytest.mark.usefixtures("acting")
def test_a_place_that_no_list_has_is_said_not_to_be_known() -> None:
    """Nothing is made up for it, whatever is discussed."""
    message, _ = run(AnswerPlace(), tracker(slots={"procedure_code": "1.000001"}, unlisted="thị trấn xa"))
    assert 'Danh mục của tôi không có "thị trấn xa"' in message["text"]
    assert message["custom"]["outcome"] == "refused"
