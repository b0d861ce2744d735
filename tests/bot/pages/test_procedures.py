"""The list of procedures and the page of each."""

import json
import re
from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.channels.open_data import description
from bot.pages.sections import ASPECTS
from procedures_db.importers.loader import load
from tests.factories import NOW, fee, procedure, version


def test_a_page_tells_everything_of_a_procedure_with_source_and_day(client: TestClient) -> None:
    """Every aspect has its section; every case is listed; the source stands there once."""
    text = client.get("/thu-tuc/1.000002").text
    assert text.count("<section") == len(ASPECTS) + 1
    assert "Giấy giải trình" in text
    assert "50.000 đồng" in text
    assert "Bạn thuộc trường hợp nào" not in text
    assert "Nguồn: " not in text
    assert "đọc ngày" in text


def test_a_page_tells_what_held_on_another_day(client: TestClient) -> None:
    """And says that it is not today; a day before anything was known is no error of the reader."""
    assert "không phải hôm nay" in client.get("/thu-tuc/1.000001?ngay=2026-10-02").text
    early = client.get("/thu-tuc/1.000001?ngay=2001-01-01")
    assert (early.status_code, "01/01/2001" in early.text) == (404, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/thu-tuc/9.999999", 404), ("/thu-tuc/khai-sinh", 404), ("/thu-tuc/1.000001?ngay=hom-nay", 400)],
)
def test_what_is_not_there_is_said_so_on_a_page(client: TestClient, path: str, status: int) -> None:
    """In Vietnamese, with a way on."""
    answer = client.get(path)
    assert answer.status_code == status
    assert 'href="/thu-tuc"' in answer.text


def test_search_engines_read_the_same_facts(client: TestClient) -> None:
    """As schema.org/GovernmentService."""
    text = client.get("/thu-tuc/1.000001").text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert (data["@type"], data["identifier"]) == ("GovernmentService", "1.000001")
    assert data["url"].endswith("/thu-tuc/1.000001")


def test_markup_in_a_record_is_text_on_the_page(client: TestClient, acting: sessionmaker[Session]) -> None:
    """Also within the data for search engines."""
    evil = "</script><script>alert(1)</script>"
    record = procedure(
        "1.000009", name=f"Tên {evil}", short_name="Việc lạ", aliases=[], versions=[version(summary=evil)]
    )
    load(acting, [record], NOW)
    text = client.get("/thu-tuc/1.000009").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_list_is_searched_by_how_people_speak(client: TestClient) -> None:
    """Without diacritics too; what is not found is said so, and what was typed is escaped."""
    assert "/thu-tuc/1.000001" in client.get("/thu-tuc", params={"tim": "lam giay thu"}).text
    nothing = client.get("/thu-tuc", params={"tim": "<b>zzz</b>"}).text
    assert "Không tìm thấy" in nothing
    assert "<b>zzz" not in nothing


def test_the_list_leads_by_sector(client: TestClient) -> None:
    """An unknown sector shows the sectors there are."""
    assert "linh-vuc=Th" in client.get("/thu-tuc").text
    assert "/thu-tuc/1.000003" in client.get("/thu-tuc", params={"linh-vuc": "Thử"}).text
    assert "linh-vuc=Th" in client.get("/thu-tuc", params={"linh-vuc": "không có"}).text


def test_a_page_tells_what_each_publication_changed(client: TestClient, acting: sessionmaker[Session]) -> None:
    """Lines that went and lines that came, under their aspects; nothing where nothing changed."""
    first = version(effective_from=date(2026, 1, 1), effective_to=date(2026, 9, 1))
    decision = {"number": "2/QĐ-THU", "issuer": "Bộ Thử"}
    second = version(decision=decision, effective_from=date(2026, 9, 1), fees=[fee(amount=35000)])
    load(acting, [procedure("1.000008", short_name="Việc đổi phí", aliases=[], versions=[first, second])], NOW)
    text = client.get("/thu-tuc/1.000008").text
    assert "Thay đổi so với lần công bố trước: Phí, lệ phí</summary>" in text
    assert re.search(r"<del>.*20\.000 đồng.*</del>", text)
    assert re.search(r"<ins>.*35\.000 đồng.*</ins>", text)
    assert "Thay đổi so với" not in client.get("/thu-tuc/1.000001").text


def test_the_api_is_described_on_a_page(client: TestClient) -> None:
    """Every call and every shape."""
    text = client.get("/api").text
    for path, methods in description()["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in text
    assert 'id="Problem"' in text
