"""What administrators see of what citizens said and how they rated, in a real browser: from the chat to the report."""

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.bot.desk import PASSWORD
from tests.e2e.browsing import NEEDED, browser, faults, page, screenshot, watched, width
from tests.e2e.conftest import run
from tests.e2e.test_staff import enter

__all__ = ["browser", "page"]  # fixtures that the tests here ask for
pytestmark = NEEDED
CONVERSATION = "reviewed-in-browser"


@pytest.fixture(scope="module")
def spoken(server: str, environment: dict[str, str]) -> str:
    """The server, where somebody asked, named a commune and was not content, and an administrator has an account."""
    added = run(
        ["users", "add", "hien", "--role", "administrator", "--password-stdin"], environment, input=f"{PASSWORD}\n"
    )
    assert added.returncode == 0, added.stderr
    for said in (
        {"payload": "/keep_texts"},
        {"text": "số tôi 0912345678"},
        {"text": "đăng ký khai sinh nộp ở đâu, phường Hải An"},
        {"payload": '/give_feedback{"rating": 1}'},
    ):
        httpx.post(f"{server}/api/chat", json={**said, "conversation_id": CONVERSATION}).raise_for_status()
    return server


def test_what_was_said_is_found_read_and_counted(page: Page, spoken: str) -> None:
    """Without the number; on to the conversation, why it was understood so, and what the rating led to."""
    enter(page, f"{spoken}/admin/conversations", "hien")
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_label("Có các chữ").fill("khai sinh nop o dau")
    page.get_by_label("Chỉ cuộc trò chuyện có chấm thấp").check()
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("main")).to_contain_text("đăng ký khai sinh nộp ở đâu, phường Hải An")
    assert (width(page) <= 390, faults(page)) == (True, [])
    page.locator(".conversation a").first.click()
    page.get_by_text("Vì sao").first.click()
    expect(page.get_by_role("main")).to_contain_text("Người dân muốn: hỏi nộp ở đâu")
    expect(page.get_by_role("main")).to_contain_text("chấm 1/5, Đăng ký khai sinh (1.001193), phường Hải An")
    expect(page.get_by_role("main")).to_contain_text("GY-")
    expect(page.get_by_role("main")).to_contain_text("số tôi [phone]")
    assert (width(page) <= 390, faults(page)) == (True, [])
    screenshot(page, "conversation_on_a_phone", full_page=True)
    page.goto(f"{spoken}/admin/review")
    expect(page.locator("#communes").locator("..")).to_contain_text("phường Hải An")
    assert (width(page) <= 390, faults(page)) == (True, [])


def test_a_report_is_printed_on_a4_and_taken_away(browser: Browser, spoken: str) -> None:
    """What is only for the screen is not on paper."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors = watched(page)
    enter(page, f"{spoken}/admin/report", "hien")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải báo cáo (XLSX)").click()
    assert load_workbook(taken.value.path().open("rb")).sheetnames[0] == "Tin nhắn và kết quả"
    assert faults(page) == []
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Xem")).to_be_hidden()
    expect(page.get_by_role("link", name="Tải báo cáo (XLSX)")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    screenshot(page, "report_in_print", full_page=True)
    context.close()
    assert errors == []
