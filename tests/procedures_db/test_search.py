"""Finding procedures by what people call them."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.loader import load
from procedures_db.search import Search
from tests.factories import NOW, procedure

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(curated: sessionmaker[Session]) -> Search:
    """Search over the curated catalogue."""
    return Search(curated)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("làm giấy khai sinh cho con cần giấy tờ gì", "1.001193"),
        ("lam giay khai sinh cho con can giay to gi", "1.001193"),
        ("đkkh cần những gì", "1.000894"),
        ("doi bang lai xe het han", "3.000347"),
        ("mất thẻ căn cước phải làm sao", "1.014064"),
        ("sang tên sổ đỏ", "1.115619"),
        ("xin giấy xác nhận độc thân", "1.004873"),
        ("mở hộ kinh doanh", "1.001612"),
        ("khai sinh", "1.001193"),
        ("khai tử", "1.000656"),
        ("nop ho so khai sinh o dau", "1.001193"),
        ("tạm trú", "1.004194"),
        ("cấp lại bằng lái xe", "3.000348"),
        ("đăng kí tạm chú", "1.004194"),
        ("1.004222", "1.004222"),
        ("thủ tục 2.000815 nộp ở đâu", "2.000815"),
        ("mã thủ tục 000815", "2.000815"),
        ("nhaajp khaaur", "1.004222"),
        ("vợ tôi người Hàn Quốc, muốn đăng ký kết hôn", "2.000806"),
    ],
)
def test_people_find_what_they_mean(found: Search, text: str, code: str) -> None:
    """With diacritics, without, misspelt, abbreviated, by colloquial word, by code."""
    assert found.find(text).matches[0].code == code


def test_the_beginning_of_a_code_finds_all_that_begin_so(found: Search) -> None:
    """Certain only when there is just one; an amount is no code."""
    begun = found.find("mã 1.0048 cần gì", limit=10)
    assert [match.code for match in begun.matches if not match.code.startswith("1.0048")] == []
    assert len(begun.matches) > 1
    assert begun.certainty == 0
    assert found.find("1.00119").certainty == 1
    assert all(match.score < 1 for match in found.find("phí 1.500").matches)


@pytest.mark.parametrize("text", ["", "?!", "🙂", "9.999999", "x" * 5000])
def test_nothing_in_common_scores_low_or_finds_nothing(found: Search, text: str) -> None:
    """Emptiness is no match."""
    assert all(match.score < 0.3 for match in found.find(text).matches)


def test_scores_fall_from_the_best_match_on(found: Search) -> None:
    """The list is ordered and stays between 0 and 1."""
    scores = [match.score for match in found.find("khai sinh", limit=10).matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_procedure_loaded_a_moment_ago_is_found_at_once(sessions: sessionmaker[Session]) -> None:
    """No restart, no training."""
    search = Search(sessions)
    assert search.find("làm giấy thử").matches == []
    load(sessions, [procedure()], NOW)
    assert [match.code for match in search.find("lam giay thu").matches] == ["1.000001"]


def test_an_index_that_followed_an_import_is_the_one_built_from_nothing(sessions: sessionmaker[Session]) -> None:
    """What was counted before is taken over, and nothing else."""
    kept = Search(sessions)
    for number, name in enumerate(("Cấp giấy thử", "Cấp giấy khác", "Thu hồi giấy thử")):
        load(sessions, [procedure(f"1.00000{number}", name=name, short_name=name, aliases=[])], NOW)
        for text in ("giấy thử", "thu hồi", "giay kac"):
            assert kept.find(text) == Search(sessions).find(text)


@pytest.mark.parametrize(
    "text", ["làm giấy khai sinh cho con cần giấy tờ gì", "đổi bằng lái xe mất bao nhiêu", "001193"]
)
def test_a_plain_name_and_a_code_are_certain(found: Search, text: str) -> None:
    """Though other names have the same words."""
    assert found.find(text).certainty >= 0.9


@pytest.mark.parametrize("text", ["bằng lái xe", "thế chấp", "hôm nay trời đẹp"])
def test_what_fits_several_or_none_is_not_certain(found: Search, text: str) -> None:
    """However high the best one scores."""
    assert found.find(text).certainty < 0.75
