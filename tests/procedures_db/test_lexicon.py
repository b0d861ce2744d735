"""The words of people."""

import pytest

from procedures_db.lexicon import read_lexicon


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("số 3 nhé", 3),
        ("cái đầu tiên", 1),
        ("cai thu hai", 2),
        ("chọn cái thứ tư ạ", 4),
        ("cái cuối cùng", -1),
    ],
)
def test_a_choice_by_number_is_read(text: str, number: int) -> None:
    """Digits, ordinals and words."""
    assert read_lexicon().ordinal(text) == number


@pytest.mark.parametrize("text", ["2 người", "mất 2 ngày", "khai sinh", "đăng ký kết hôn lần 2", ""])
def test_a_sentence_with_a_number_is_no_choice(text: str) -> None:
    """Only a message that is nothing but a choice counts."""
    assert read_lexicon().ordinal(text) is None


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("5 sao", 5),
        ("cho 4/5", 4),
        ("tôi chấm 2 điểm", 2),
        ("3", None),
        ("7 sao", None),
        ("nộp ngày 3/5 được không", None),
        ("mai 1/5 có làm việc không", None),
    ],
)
def test_a_rating_is_read_with_its_unit(text: str, rating: int | None) -> None:
    """A bare number is a choice, not a rating."""
    assert read_lexicon().rating(text) == rating


@pytest.mark.parametrize(
    "text",
    [
        "cháy nhà rồi",
        "toi muon tu tu",
        "chồng đánh đập tôi",
        "có người đang bị chém",
        "gọi cấp cứu giúp",
        "có trẻ đuối nước",
        "chồng tôi đang đánh tôi",
        "con toi bi mat tich tu hom qua",
    ],
)
def test_danger_is_noticed(text: str) -> None:
    """With diacritics and without."""
    assert read_lexicon().is_emergency(text)


@pytest.mark.parametrize(
    "text",
    [
        "tôi bị đánh mất căn cước",
        "toi bi danh mat cccd",
        "làm mã định danh con mới sinh",
        "cho mình tra cứu với",
        "tu tu da",
        "xe đang chạy dịch vụ đổi biển",
        "cấp cứu trái tuyến thanh toán bảo hiểm y tế sao",
        "trợ cấp tai nạn lao động cần gì",
        "bị cướp mất túi, làm lại căn cước ở đâu",
        "nop o cong an phi bao nhieu",
        "mua xe trả góp đăng ký thế nào",
        "ủy quyền rút tiền gửi tiết kiệm",
        "giấy khai sinh của con bị lạc mất",
    ],
)
def test_a_question_about_papers_is_neither_danger_nor_a_matter_of_others(text: str) -> None:
    """Words that look alike without diacritics, or are a reason to ask for papers."""
    assert not read_lexicon().is_emergency(text)
    assert not read_lexicon().is_elsewhere(text)


@pytest.mark.parametrize(
    "text", ["an phi ly hon bao nhieu", "lãi suất vay mua xe", "lam gia giay khai sinh", "visa nhật bao lâu"]
)
def test_matters_of_courts_and_banks_are_known(text: str) -> None:
    """However near the other words come to a procedure."""
    assert read_lexicon().is_elsewhere(text)


def test_abbreviations_are_written_out() -> None:
    """In any spelling."""
    assert read_lexicon().expand("GKS và cccd") == "giay khai sinh va can cuoc cong dan"


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("thứ 7 có làm việc không", "centre"),
        ("phuong may gio mo cua", "centre"),
        ("ubnd phường mấy giờ làm", "others"),
        ("sáng thứ 7 công an phường có làm việc ko", "others"),
        ("chủ nhật có làm không", "centre"),
        ("chieu thu 6 con lam ko", "centre"),
        ("trung tâm hành chính công thành phố ở chỗ nào", "centre"),
        ("địa chỉ trung tâm phục vụ hành chính công", "centre"),
        ("cong an phuong o dau", "others"),
        ("cho em hỏi một cửa gần nhất ở đâu ạ", "centre"),
        ("nộp ở đâu", None),
        ("nộp ở công an phường hay ở đâu", None),
        ("khai sinh thứ 7 có làm không", None),
        ("làm căn cước ở công an phường ở đâu", None),
        ("mở cửa hàng cần gì", None),
        ("giờ làm việc này thế nào", None),
        ("cái thứ hai làm thế nào", None),
        ("nộp thứ 7 thì bao giờ có kết quả", None),
    ],
)
def test_what_is_asked_of_an_office_is_told_from_what_is_asked_of_a_procedure(text: str, office: str | None) -> None:
    """Its hours, its address, and nothing else beside it."""
    assert read_lexicon().office_asked(text) == office
