"""Places by their present and their former names, on the city's own list."""

import pytest

from procedures_db.facts import SourceFact
from procedures_db.facts_city import CommuneFact
from procedures_db.former_communes import former_communes
from procedures_db.importers.city import read_communes
from procedures_db.lexicon import read_lexicon
from procedures_db.places import PlaceNames
from procedures_db.text import fold
from procedures_db.vocabulary import CommuneKind


@pytest.fixture(scope="module")
def names() -> PlaceNames:
    """The names of the catalogue."""
    file = read_communes()
    source = SourceFact(**file.source.dict())
    facts = [
        CommuneFact(each.code, each.kind, each.name, tuple(each.former), tuple(each.districts), source)
        for each in file.communes
    ]
    return PlaceNames(facts, read_lexicon())


CODES = {each.name: each.code for each in read_communes().communes}


def test_the_city_has_114_communes_of_three_kinds() -> None:
    """45 wards, 67 communes, 2 special zones."""
    kinds = [each.kind for each in read_communes().communes]
    assert [kinds.count(kind) for kind in CommuneKind] == [45, 67, 2]


@pytest.mark.parametrize(
    ("text", "name", "communes", "former"),
    [
        ("phường Lê Chân cũ", "phường Lê Chân", ["Lê Chân"], False),
        ("quan le chan", "quận Lê Chân", ["Lê Chân", "An Biên"], True),
        ("Q. Lê Chân", "quận Lê Chân", ["Lê Chân", "An Biên"], True),
        ("tôi ở phường Cát Bi", "phường Cát Bi", ["Hải An"], True),
        ("phường Trần Phú cũ", "phường Trần Phú", ["Lê Thanh Nghị", "Tân Hưng"], True),
        ("xã Trần Phú", "xã Trần Phú", ["Trần Phú"], False),
        ("xã hưng đạo huyện tứ kỳ", "xã Hưng Đạo", ["Đại Sơn", "Tân Kỳ"], True),
        ("từ Hải Dương cũ về phường Hồng Bàng", "phường Hồng Bàng", ["Hồng Bàng"], False),
        ("thị trấn Cát Bà", "thị trấn Cát Bà", ["Cát Hải"], True),
        ("phường cũ Đằng Giang", "phường Đằng Giang", ["Gia Viên"], True),
        ("xã Thuỷ Đường", "xã Thủy Đường", ["Thủy Nguyên"], True),
        ("phường Quang Trung", "phường Quang Trung", ["Hải Dương"], True),
        (
            "Vĩnh Bảo ạ",
            "Vĩnh Bảo",
            ["Vĩnh Bảo", "Nguyễn Bỉnh Khiêm", "Vĩnh Am", "Vĩnh Hải", "Vĩnh Hòa", "Vĩnh Thịnh", "Vĩnh Thuận"],
            False,
        ),
        ("em ở Cát Bà", "Cát Bà", ["Cát Hải"], True),
        ("Đồ Sơn", "Đồ Sơn", ["Đồ Sơn", "Nam Đồ Sơn"], False),
        ("ở Bạch Long Vĩ", "Bạch Long Vĩ", ["Bạch Long Vĩ"], False),
    ],
)
def test_a_place_is_found_by_whatever_name(
    names: PlaceNames, text: str, name: str, communes: list[str], former: bool
) -> None:
    """With its usual spelling, and where it lies today."""
    place = names.find(text)
    assert place is not None
    assert (place.name, set(place.communes), place.former) == (name, {CODES[each] for each in communes}, former)


def test_a_former_district_is_all_the_communes_of_its_land(names: PlaceNames) -> None:
    """Thủy Nguyên, a city for half a year, is eight communes now."""
    for text in ("huyện Thủy Nguyên", "tp thuy nguyen cu"):
        place = names.find(text)
        assert place is not None
        assert len(place.communes) == 8


@pytest.mark.parametrize(
    "text", ["nộp ở đâu", "ra xã nộp", "ở thành phố Hải Phòng", "phố Trần Phú", "đường Lê Chân", "xã hội", ""]
)
def test_what_names_no_place_finds_none(names: PlaceNames, text: str) -> None:
    """A bare name within a sentence may be anything."""
    assert names.find(text) is None


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("phường Lê Chân ạ", True),
        ("em ở huyện Vĩnh Bảo cũ", True),
        ("phường Cát Bi giờ là phường nào", True),
        ("giờ chỗ huyện kim thành thuộc về đâu", True),
        ("xa tan dan nay thuoc dau", True),
        ("quận Hồng Bàng cũ giờ là những phường nào", True),
        ("thành phố hải dương thuộc hải phòng rồi à", True),
        ("quận ngô quyền bỏ rồi thì làm giấy tờ ở đâu", True),
        ("phường Gia Viên ở đâu", True),
        ("ở quận Ngô Quyền làm căn cước ở đâu", False),
        ("xã Tân Dân nộp ở đâu", False),
        ("khai sinh ở Lê Chân", False),
        ("nộp ở đâu", False),
    ],
)
def test_a_text_may_name_a_place_and_nothing_else(names: PlaceNames, text: str, only: bool) -> None:
    """Such a text answers the question where one lives."""
    assert names.names_only_a_place(text) is only


def test_the_place_can_be_taken_out_of_a_text(names: PlaceNames) -> None:
    """What is left names the procedure."""
    assert names.without_places("khai sinh ở phường Lê Chân cũ") == "khai sinh"


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("tôi ở Quảng Ninh muốn khai sinh cho con", "Quảng Ninh"),
        ("ha noi", "Hà Nội"),
        ("tỉnh Hưng Yên nộp ở đâu", "Hưng Yên"),
        ("quê Thái Bình", "Thái Bình"),
        ("ở phường Lê Chân", None),
        ("khai sinh ở đâu", None),
    ],
)
def test_a_place_outside_the_city_is_known_as_such(names: PlaceNames, text: str, outside: str | None) -> None:
    """Where a text says that somebody is there."""
    assert names.outside(text) == outside


@pytest.mark.parametrize(
    ("text", "name", "namesakes"),
    [
        ("xã Quốc Tuấn cũ", "xã Quốc Tuấn", {"An Lão": ["An Quang"], "Nam Sách": ["Trần Phú"]}),
        ("xa hung dao cu", "xã Hưng Đạo", {"Chí Linh": ["Trần Hưng Đạo"], "Tứ Kỳ": ["Đại Sơn", "Tân Kỳ"]}),
        ("Hồng Phong", "Hồng Phong", {"An Dương": ["An Phong"], "Nam Sách": ["Nam Sách"], "Ninh Giang": ["Khúc Thừa Dụ"], "Thanh Miện": ["Nam Thanh Miện"]}),
        ("xã Hòa Bình", "xã Hòa Bình", {"Kim Thành": ["Kim Thành", "Hà Nam"], "Vĩnh Bảo": ["Nguyễn Bỉnh Khiêm"]}),
        ("phường Nam Sơn", "phường Nam Sơn", {"An Dương": ["An Dương"], "Kiến An": ["Kiến An", "Phù Liễn"]}),
        ("xa tu cuong", "xã Tứ Cường", {"Thanh Miện": ["Thanh Miện"], "Tiên Lãng": ["Quyết Thắng"]}),
    ],
)  # fmt: skip
def test_former_communes_of_one_name_are_told_apart_by_their_districts(
    names: PlaceNames, text: str, name: str, namesakes: dict[str, list[str]]
) -> None:
    """None of them is picked, and they are not one."""
    place = names.find(text)
    assert place is not None
    assert (place.name, place.communes, place.former) == (name, (), True)
    found = {each.district: set(each.communes) for each in place.namesakes}
    assert found == {district: {CODES[each] for each in communes} for district, communes in namesakes.items()}


@pytest.mark.parametrize(
    ("text", "communes"),
    [
        ("xã Quốc Tuấn huyện Nam Sách", ["Trần Phú"]),
        ("xa quoc tuan an lao cu", ["An Quang"]),
        ("phường Hưng Đạo cũ", ["Hưng Đạo"]),
        ("xã Hưng Đạo thành phố Chí Linh", ["Trần Hưng Đạo"]),
        ("xã Tứ Cường", ["Thanh Miện"]),
        ("xã Tự Cường", ["Quyết Thắng"]),
        ("xã Cẩm Giang", ["Cẩm Giang"]),
        ("xã Cộng Hòa", ["An Phú", "Nam An Phụ", "Lai Khê"]),
        ("phường Gia Viên cũ", ["Hồng Bàng", "Ngô Quyền", "Gia Viên"]),
    ],
)
def test_one_former_commune_is_meant_by_its_district_its_kind_or_its_spelling(
    names: PlaceNames, text: str, communes: list[str]
) -> None:
    """One that was divided is still one."""
    place = names.find(text)
    assert place is not None
    assert (set(place.communes), place.namesakes) == ({CODES[each] for each in communes}, ())


def test_no_two_former_communes_share_name_kind_and_district() -> None:
    """So that the district always tells which one is meant; one that was divided is written the same everywhere."""
    file = read_communes()
    source = SourceFact(**file.source.dict())
    facts = [
        CommuneFact(each.code, each.kind, each.name, tuple(each.former), tuple(each.districts), source)
        for each in file.communes
    ]
    words = read_lexicon().places
    former = former_communes(facts, words.communes, words.districts)
    assert len({(each.kind, fold(each.name), each.district) for each in former}) == len(former)
    assert {each.district for each in former} <= {name for each in file.communes for name in each.districts}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("thị trấn Núi Đèo giờ là gì", "thị trấn núi đèo"),
        ("cho hỏi xã thủy sơn cũ nay thuộc xã nào ạ", "xã thủy sơn"),
        ("thi tran nui deo bay gio la phuong nao", "thi tran nui deo"),
        ("thị trấn Núi Đối giờ là gì", None),
        ("xã em giờ là xã nào", None),
        ("phường mình sáp nhập vào đâu", None),
        ("xã Thủy Sơn giờ là xã nào làm khai sinh", None),
        ("làm giấy khai sinh", None),
    ],
)
def test_a_name_that_no_list_has_is_known_as_such_when_a_text_asks_what_it_is(
    names: PlaceNames, text: str, name: str | None
) -> None:
    """As it was typed."""
    assert names.unlisted(text) == name
