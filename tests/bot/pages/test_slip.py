"""The slip to take along."""

from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.blocks import Block
from bot.pages.sections import Section
from bot.pages.slip import ROOM, WIDTH, fitting, shortened
from procedures_db.importers.loader import load
from tests.factories import NOW, procedure, version


def section(*blocks: Block) -> Section:
    """A section of these blocks."""
    return Section("documents", "Giấy tờ", list(blocks))


def test_a_slip_shows_papers_amounts_times_and_places_for_one_case(client: TestClient) -> None:
    """An unknown case shows them all; an unknown procedure is said to be unknown."""
    late = client.get("/thu-tuc/1.000002/phieu?truong-hop=late").text
    assert "50.000 đồng" in late
    assert "Trường hợp: " in late
    assert "<svg" in late
    assert "http://testserver/thu-tuc/1.000002</p>" in late
    assert "Trường hợp: " not in client.get("/thu-tuc/1.000002/phieu?truong-hop=khac").text
    assert client.get("/thu-tuc/9.999999/phieu").status_code == 404


def test_what_does_not_fit_is_said_to_be_elsewhere(client: TestClient, acting: sessionmaker[Session]) -> None:
    """And not printed halfway."""
    papers = [{"name": f"Giấy số {number}", "originals": 1} for number in range(80)]
    load(acting, [procedure("1.000007", aliases=[], versions=[version(documents=papers)])], NOW)
    slip = client.get("/thu-tuc/1.000007/phieu").text
    assert "Giấy số 0" in slip
    assert "Giấy số 79" not in slip
    assert "Phiếu không đủ chỗ" in slip
    assert "Phiếu không đủ chỗ" not in client.get("/thu-tuc/1.000001/phieu").text


def test_a_section_is_cut_between_lines_and_keeps_no_heading_without_what_it_heads() -> None:
    """A long line takes the room of several."""
    whole = section(Block("list", ["a", "b"]), Block("heading", ["Khác:"]), Block("list", ["c" * WIDTH * 2]))
    assert shortened(whole, 20) == whole
    assert shortened(whole, 4.5).blocks == [Block("list", ["a", "b"])]
    assert shortened(whole, 1).blocks == [Block("list", ["a"])]


def test_room_that_one_section_leaves_goes_to_the_next() -> None:
    """So that a page is as full as it can be."""
    short, long = section(Block("list", ["a"])), section(Block("list", ["b"] * 100))
    whole = [short, long, short, short]
    first, second, *_ = fitting(whole)
    rooms = list(ROOM.values())
    assert first == short
    assert len(second.blocks[0].lines) == rooms[0] - 1 + rooms[1]
