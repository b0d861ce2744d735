"""The choice whether texts are kept, one's own data and deleting it, in a real browser as on a phone."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Turn
from tests.e2e.browsing import NEEDED, answered, ask, browser, faults, page, screenshot, width

__all__ = ["browser", "page"]  # fixtures that the tests here ask for
pytestmark = NEEDED

AGREE = "Đồng ý lưu câu hỏi (đã che thông tin cá nhân) để cải thiện"


def kept(environment: dict[str, str], page: Page) -> list[str | None]:
    """Return the texts that the server keeps of the conversation of a page."""
    conversation = page.evaluate("JSON.parse(localStorage.motcua).conversation")
    engine = open_engine(environment["DATABASE_URL"])
    with open_sessions(engine)() as session:
        texts = list(session.scalars(select(Turn.text).where(Turn.conversation_id == conversation).order_by(Turn.id)))
    engine.dispose()
    return texts


def choose(page: Page, name: str) -> None:
    """Press something in the menu."""
    page.get_by_label("Mở danh mục").click()
    page.locator(".sheet").get_by_text(name).click()


def test_nothing_is_kept_until_a_tap_and_after_another_one_no_more(page: Page, environment: dict[str, str]) -> None:
    """The first answer comes without choosing; the choice is offered once, and the switch in the menu shows it."""
    ask(page, "đăng ký kết hôn cần giấy tờ gì")
    answered(page, "Giấy tờ cần có")
    assert kept(environment, page) == [None]
    assert faults(page) == []
    screenshot(page, "privacy_choice_320")
    page.get_by_role("button", name=AGREE).click()
    answered(page, "90 ngày")
    expect(page.get_by_role("button", name=AGREE)).to_have_count(0)
    ask(page, "tôi tên là Trần Văn Thử, mất bao lâu")
    answered(page, "Thời hạn")
    assert kept(environment, page) == [None, "/keep_texts", "tôi tên là [name], mất bao lâu"]
    page.reload()
    expect(page.get_by_role("button", name=AGREE)).to_have_count(0)
    page.get_by_label("Mở danh mục").click()
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    assert faults(page) == []
    screenshot(page, "privacy_menu_320")
    page.get_by_role("switch").click()
    answered(page, "đã xóa 2 câu đã lưu")
    assert kept(environment, page) == [None] * 4
    assert width(page) <= 320


def test_the_owner_sees_takes_away_and_deletes_what_is_kept(page: Page, tmp_path: Path) -> None:
    """In words and as a file; deleting gives a receipt, and leaves nothing here or there."""
    ask(page, "đăng ký kết hôn cần giấy tờ gì")
    answered(page, "Giấy tờ cần có")
    conversation = page.evaluate("JSON.parse(localStorage.motcua).conversation")
    choose(page, "Dữ liệu của tôi")
    answered(page, "Lượt hỏi: 1")
    assert faults(page) == []
    screenshot(page, "privacy_own_data_320")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Tải tệp JSON").click()
    downloading.value.save_as(tmp_path / "own.json")
    data = json.loads((tmp_path / "own.json").read_text(encoding="utf-8"))
    assert (data["conversation_id"], len(data["messages"]), data["consent_given_at"]) == (conversation, 1, None)
    page.set_viewport_size({"width": 390, "height": 844})
    choose(page, "Xóa cuộc trò chuyện")
    expect(page.get_by_role("status")).to_contain_text("Mã biên nhận: XD-")
    expect(page.locator(".me")).to_have_count(0)
    screenshot(page, "privacy_receipt_390")
    answer = page.request.get(f"{page.url}api/chat/{conversation}").json()
    assert (answer["messages"], answer["answers"], answer["remembered"]) == ([], [], None)


def test_words_delete_too(page: Page) -> None:
    """After a question whether it is meant; the receipt stays to be read."""
    ask(page, "xóa dữ liệu của tôi")
    answered(page, "không hoàn tác được")
    page.get_by_role("button", name="Xóa ngay").click()
    expect(page.get_by_role("status")).to_contain_text("Mã biên nhận: XD-")
    expect(page.locator(".me")).to_have_count(0)


@pytest.mark.parametrize("wide", [320, 390, 1280])
def test_the_page_on_privacy_is_plain_and_reached_from_the_chat(page: Page, server: str, wide: int) -> None:
    """From the menu and from the foot of every page."""
    page.get_by_label("Mở danh mục").click()
    assert page.locator(".sheet").get_by_role("link", name="Quyền riêng tư").get_attribute("href") == "/rieng-tu"
    page.set_viewport_size({"width": wide, "height": 844})
    page.goto(f"{server}/thu-tuc")
    page.get_by_role("contentinfo").get_by_role("link", name="Quyền riêng tư").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quyền riêng tư")
    assert faults(page) == []
    assert width(page) <= wide
    screenshot(page, f"privacy_page_{wide}", full_page=True)


def test_without_a_script_the_choice_is_there_too(browser: Browser, server: str) -> None:
    """As a button of the form."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    bare = context.new_page()
    bare.goto(server)
    ask(bare, "đăng ký kết hôn cần giấy tờ gì")
    bare.get_by_role("button", name=AGREE).click()
    answered(bare, "90 ngày")
    context.close()
