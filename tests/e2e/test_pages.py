"""The public pages in a real browser."""

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import NEEDED, answered, browser, faults, page, screenshot, width

__all__ = ["browser", "page"]  # fixtures that the tests here ask for
pytestmark = NEEDED
PAGES = {
    "list": "/thu-tuc",
    "found": "/thu-tuc?tim=khai+sinh",
    "procedure": "/thu-tuc/1.001193",
    "another_day": "/thu-tuc/1.001193?ngay=2026-07-01",
    "slip": "/thu-tuc/1.001193/phieu",
    "api": "/api",
    "unknown": "/thu-tuc/9.999999",
}


def test_a_procedure_is_found_while_typing_read_and_asked_about(page: Page, server: str) -> None:
    """From the list to its page to the chat; nothing is wider than the screen."""
    page.goto(f"{server}/thu-tuc")
    page.get_by_label("Tìm thủ tục").fill("khai sinh")
    page.locator("#found").get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    expect(page.locator("#documents")).to_contain_text("Giấy chứng sinh")
    page.get_by_role("link", name="Hỏi trợ lý về thủ tục này").click()
    answered(page, "Đăng ký khai sinh (mã 1.001193)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_a_phone_and_break_no_rule_of_accessibility(page: Page, server: str, name: str, scheme: str) -> None:
    """In both colours."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(server + PAGES[name])
    screenshot(page, f"page_{name}_{scheme}", full_page=True)
    assert width(page) <= 320
    assert faults(page) == []


@pytest.mark.parametrize(
    "code", ["1.001193", "1.001193/phieu?truong-hop=late", "1.115618", "1.115619", "2.000575", "1.012783"]
)
def test_a_slip_is_one_page_of_paper(page: Page, server: str, code: str) -> None:
    """Whatever the procedure; what does not fit is said to be elsewhere."""
    address = code if "/" in code else f"{code}/phieu"
    page.goto(f"{server}/thu-tuc/{address}")
    expect(page.locator("svg")).to_be_visible()
    assert len(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) == 1


def test_the_list_is_searched_without_a_script(browser: Browser, server: str) -> None:
    """By the form; the page of a day that is no day is told in words."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{server}/thu-tuc")
    page.get_by_label("Tìm thủ tục").fill("ket hon")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("Đăng ký kết hôn")
    page.goto(f"{server}/thu-tuc/1.000894?ngay=2001-01-01")
    expect(page.get_by_role("main")).to_contain_text("Chưa có thông tin")
    page.close()
