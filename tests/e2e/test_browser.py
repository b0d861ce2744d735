"""The chat page in a real browser, as on a phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SCREENSHOTS = Path(__file__).parent.parent.parent / "test-output"
pytestmark = [pytest.mark.rasa, pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")]


@pytest.fixture
def page(server: str) -> Iterator[Page]:
    """The page on a narrow screen; an error in its script fails the test."""
    errors: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 320, "height": 640})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(server)
        yield page
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / "chat-320.png")
        browser.close()
    assert errors == []


def ask(page: Page, text: str) -> None:
    """Type a question and send it with the keyboard."""
    page.get_by_label("Câu hỏi của bạn").fill(text)
    page.keyboard.press("Enter")


def test_a_question_is_answered_and_a_button_goes_on(page: Page) -> None:
    """By keyboard, then by touch; nothing is wider than the screen."""
    ask(page, "làm giấy khai sinh cho con cần giấy tờ gì")
    expect(page.locator(".bot").last).to_contain_text("Giấy chứng sinh")
    expect(page.locator(".source").last).to_contain_text("163/QĐ-BTP")
    page.get_by_role("button", name="Phí, lệ phí").click()
    expect(page.locator(".bot").last).to_contain_text("8.000 đồng")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_markup_in_a_message_is_shown_and_not_run(page: Page) -> None:
    """Text is only ever text."""
    ask(page, "<img src=x onerror=document.title='broken'> khai sinh")
    expect(page.locator(".me").last).to_contain_text("<img src=x")
    assert page.title() != "broken"
    assert page.locator("#messages img").count() == 0


def test_a_lost_connection_is_told_and_the_question_stays(page: Page) -> None:
    """Nothing has to be typed twice."""
    page.context.set_offline(True)
    ask(page, "đăng ký kết hôn cần gì")
    expect(page.get_by_role("status")).to_contain_text("Chưa gửi được")
    expect(page.get_by_label("Câu hỏi của bạn")).to_have_value("đăng ký kết hôn cần gì")
    page.context.set_offline(False)
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".bot").last).to_contain_text("kết hôn")


def test_a_procedure_is_found_while_typing_read_and_asked_about(page: Page, server: str) -> None:
    """From the list to its page to the chat; nothing is wider than the screen."""
    page.goto(f"{server}/thu-tuc")
    page.get_by_label("Tìm thủ tục").fill("khai sinh")
    page.locator("#found").get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    expect(page.locator("#documents")).to_contain_text("Giấy chứng sinh")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.screenshot(path=SCREENSHOTS / "procedure-320.png", full_page=True)
    page.get_by_role("link", name="Hỏi trợ lý về thủ tục này").click()
    expect(page.locator(".bot").last).to_contain_text("Đăng ký khai sinh (mã 1.001193)")


def test_the_list_is_searched_without_a_script(server: str) -> None:
    """By the form; the page of a day that is no day is told in words."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{server}/thu-tuc")
        page.get_by_label("Tìm thủ tục").fill("ket hon")
        page.keyboard.press("Enter")
        expect(page.locator("#found")).to_contain_text("Đăng ký kết hôn")
        page.goto(f"{server}/thu-tuc/1.000894?ngay=2001-01-01")
        expect(page.get_by_role("main")).to_contain_text("Chưa có thông tin")
        browser.close()
