"""The chat page in a real browser, as on a phone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import NEEDED, answered, ask, browser, faults, page, screenshot, watched, width

__all__ = ["browser", "page"]  # fixtures that the tests here ask for
pytestmark = NEEDED


def test_a_question_is_answered_and_a_button_goes_on(page: Page) -> None:
    """By keyboard, then by touch; nothing is wider than the screen."""
    ask(page, "làm giấy khai sinh cho con cần giấy tờ gì")
    answered(page, "Giấy chứng sinh")
    expect(page.locator(".source").last).to_contain_text("163/QĐ-BTP")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Phí, lệ phí").click()
    answered(page, "8.000 đồng")
    expect(page.locator(".amount").first).to_have_text("0 đồng")
    assert width(page) <= 320


def test_a_follow_up_and_the_whole_conversation_survive_a_reload(page: Page) -> None:
    """What was said, the buttons, and what is under discussion."""
    ask(page, "đăng ký kết hôn cần giấy tờ gì")
    answered(page, "kết hôn")
    page.reload()
    expect(page.locator(".me p")).to_have_text("đăng ký kết hôn cần giấy tờ gì")
    answered(page, "kết hôn")
    ask(page, "mất bao lâu")
    answered(page, "Thời hạn giải quyết – Đăng ký kết hôn")


def test_the_owner_deletes_the_conversation(page: Page) -> None:
    """Here and on the server."""
    ask(page, "đăng ký kết hôn cần giấy tờ gì")
    answered(page, "kết hôn")
    conversation = page.evaluate("JSON.parse(localStorage.motcua).conversation")
    page.get_by_label("Mở danh mục").click()
    page.get_by_role("button", name="Xóa cuộc trò chuyện").click()
    expect(page.get_by_role("status")).to_contain_text("Đã xóa cuộc trò chuyện.")
    expect(page.locator(".me")).to_have_count(0)
    page.reload()
    expect(page.locator(".me")).to_have_count(0)
    assert page.evaluate("JSON.parse(localStorage.motcua).conversation") != conversation


def test_what_is_said_offline_is_sent_once_when_the_network_is_back(page: Page) -> None:
    """Though the first answer got lost on its way, and the page was reloaded in between."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "/api/chat" in request.url else None)
    page.route("**/api/chat", lambda route: (route.fetch(), route.abort()))
    ask(page, "đăng ký kết hôn cần gì")
    expect(page.get_by_role("status")).to_contain_text("Chưa gửi được")
    page.unroute("**/api/chat")
    page.context.set_offline(True)
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_role("status")).to_contain_text("Có mạng lại tôi gửi tiếp")
    page.context.set_offline(False)
    answered(page, "Đăng ký kết hôn")
    expect(page.locator(".me")).to_have_count(1)
    assert len(set(sent)) == 1
    assert len(sent) >= 2
    ask(page, "nộp ở đâu")
    answered(page, "Nơi nộp – Đăng ký kết hôn")
    expect(page.locator(".bot")).to_have_count(4)  # greeting, notice, two answers


def test_a_double_click_asks_once(page: Page) -> None:
    """The button is gone with the first click."""
    ask(page, "đăng ký kết hôn cần gì")
    answered(page, "Đăng ký kết hôn")
    page.get_by_role("button", name="Nộp ở đâu").dblclick()
    answered(page, "Nơi nộp")
    expect(page.locator(".me")).to_have_count(2)


def test_everything_is_reached_by_keyboard_alone(page: Page) -> None:
    """Menu, conversation, quick replies, input, in that order; Escape closes the menu."""
    ask(page, "đăng ký kết hôn cần gì")
    answered(page, "Đăng ký kết hôn")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".quick button").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".me")).to_have_count(2)
    expect(page.get_by_label("Câu hỏi của bạn")).to_be_focused()
    page.get_by_role("log").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Gặp cán bộ")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Gặp cán bộ")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.get_by_role("log")).to_be_focused()


def test_a_long_answer_is_folded_and_copied_whole(page: Page) -> None:
    """Folded in the eye only."""
    ask(page, "đăng ký kết hôn cần giấy tờ gì")
    answered(page, "Giấy tờ cần có")
    ask(page, "mở hộ kinh doanh cần giấy tờ gì")
    answered(page, "hộ kinh doanh")
    page.get_by_role("button", name="Sao chép").last.click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    assert "Nguồn:" in page.evaluate("navigator.clipboard.readText()")


def test_size_and_colours_are_chosen_and_kept(page: Page) -> None:
    """Nothing is wider than the screen at the largest size."""
    page.get_by_label("Mở danh mục").click()
    for _ in range(2):
        page.get_by_role("button", name="Cỡ chữ").click()
        page.get_by_role("button", name="Nền").click()
    page.reload()
    expect(page.locator(".motcua")).to_have_attribute("data-size", "largest")
    expect(page.locator(".motcua")).to_have_attribute("data-theme", "dark")
    ask(page, "phí công chứng chứng thực bản sao")
    expect(page.locator(".bot")).not_to_have_count(1)
    assert width(page) <= 320
    assert faults(page) == []


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=document.title='broken'>", "\u202ekhai sinh\u202c", "👶🏽🏳️‍🌈", "a" * 999]
)
def test_odd_messages_are_shown_as_they_are_and_answered(page: Page, text: str) -> None:
    """Text is only ever text, from right to left too."""
    ask(page, text)
    expect(page.locator(".me p").last).to_have_text(text)
    expect(page.locator(".bot")).not_to_have_count(1)
    assert page.title() != "broken"
    assert width(page) <= 320


def test_no_rule_of_accessibility_is_broken(page: Page) -> None:
    """Before, while and after asking, with the menu open, and at four times the size."""
    assert faults(page) == []
    ask(page, "bằng lái xe mất bao lâu")
    answered(page, "Bạn muốn hỏi thủ tục nào")
    page.locator(".quick button").first.click()
    answered(page, "Nguồn")
    assert faults(page) == []
    page.get_by_label("Mở danh mục").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    assert width(page) <= 320
    expect(page.get_by_label("Câu hỏi của bạn")).to_be_in_viewport()
    assert page.locator(".log").bounding_box()["height"] >= 60  # type: ignore[index]


def test_without_a_script_the_form_answers(browser: Browser, server: str) -> None:
    """Questions and buttons, in one conversation."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(server)
    expect(page.get_by_role("button", name="Gặp cán bộ")).to_be_hidden()
    ask(page, "lam giay khai sinh cho con can gi")
    answered(page, "Giấy chứng sinh")
    page.get_by_role("button", name="Phí, lệ phí").click()
    answered(page, "8.000 đồng")
    expect(page.locator(".me")).to_contain_text("Phí, lệ phí")
    screenshot(page, "chat_without_a_script")
    assert width(page) <= 320
    context.close()


def test_a_printed_conversation_is_all_there(page: Page) -> None:
    """Without bar, buttons and input."""
    ask(page, "đăng ký kết hôn cần giấy tờ gì")
    answered(page, "Giấy tờ cần có")
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".ask")).to_be_hidden()
    expect(page.locator(".source").last).to_be_visible()
    assert watched(page) == []


def test_one_tap_rates_an_answer_and_says_what_comes_of_it(page: Page) -> None:
    """With the second answer about a procedure; why it is low is asked, and told in words."""
    for text, words in (("đăng ký kết hôn cần giấy tờ gì", "Giấy tờ cần có"), ("mất bao lâu", "Thời hạn")):
        ask(page, text)
        answered(page, words)
    assert faults(page) == []
    page.get_by_role("button", name="2 ★").click()
    answered(page, "Mã theo dõi: GY-")
    expect(page.locator(".ratings")).to_have_count(0)
    page.get_by_role("button", name="Thủ tục, giấy tờ, phí").click()
    answered(page, "Tôi đã ghi")
    ask(page, "hỏi đi hỏi lại một việc")
    answered(page, "ghi lại ý kiến")
