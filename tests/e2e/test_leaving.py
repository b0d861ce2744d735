"""A message is left in the chat, seen to by an administrator, and asked about again, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.desk import PASSWORD
from tests.e2e.browsing import NEEDED, PHONE, answered, ask, browser, faults, page, screenshot, watched, width
from tests.e2e.conftest import run
from tests.e2e.test_staff import enter

__all__ = ["browser", "page"]  # fixtures that the tests here ask for
pytestmark = NEEDED
DESK = {"width": 1280, "height": 800}
FOLLOW_UPS = "/admin/follow-ups"


@pytest.fixture(scope="module")
def reviewed(server: str, environment: dict[str, str]) -> str:
    """The server, where two administrators have accounts."""
    for name in ("ngoc", "quan"):
        rights = ["--role", "administrator", "--password-stdin"]
        added = run(["users", "add", name, *rights], environment, input=f"{PASSWORD}\n")
        assert added.returncode == 0, added.stderr
    return server


def press(page: Page, title: str, words: str) -> None:
    """Press a button of the last answer and wait for the next one."""
    page.get_by_role("button", name=title, exact=True).last.click()
    answered(page, words)


def left(page: Page, message: str) -> str:
    """Leave a message in the chat; return its reference."""
    ask(page, "tôi ở xã Vĩnh Bảo, cho tôi gặp cán bộ")
    answered(page, "Trung tâm Phục vụ hành chính công xã Vĩnh Bảo")
    screenshot(page, "leaving_handoff")
    press(page, "Để lại lời nhắn", "Bạn đồng ý không?")
    assert (width(page) <= PHONE["width"], faults(page)) == (True, [])
    screenshot(page, "leaving_consent")
    press(page, "Đồng ý", "Bạn nhắn nội dung")
    ask(page, message)
    answered(page, "Mã theo dõi")
    screenshot(page, "leaving_kept")
    return re.findall(r"GY-\w{6}", page.locator(".bot").last.inner_text())[0]


def signed_in(browser: Browser, address: str, name: str, viewport: dict[str, int]) -> Page:
    """Open the follow-ups as somebody."""
    opened = browser.new_context(viewport=viewport).new_page()  # type: ignore[arg-type]
    enter(opened, address + FOLLOW_UPS, name)
    return opened


def test_a_message_is_left_seen_to_and_asked_about(browser: Browser, page: Page, reviewed: str) -> None:
    """The contact is read by whoever has taken it; the citizen reads what came of it."""
    reference = left(page, "Giấy khai sinh của con tôi ghi sai tên, gọi 0912345678")
    ask(page, "0912 345 678")
    answered(page, "đã ghi cách liên hệ")
    screenshot(page, "leaving_contact")
    desk = signed_in(browser, reviewed, "ngoc", DESK)
    errors = watched(desk)
    case = desk.get_by_role("region", name=reference)
    expect(case).to_contain_text("Lời nhắn cho Trung tâm Phục vụ hành chính công xã Vĩnh Bảo")
    expect(case).to_contain_text("ghi sai tên, gọi [phone]")
    expect(case).not_to_contain_text("0912345678")
    screenshot(desk, "leaving_admin_before", full_page=True)
    case.get_by_role("button", name="Nhận xử lý").click()
    expect(desk.get_by_role("status")).to_have_text("Bạn đã nhận xử lý việc này.")
    expect(case).to_contain_text("Liên hệ: 0912345678")
    for name, size in {"desk": DESK, "phone": PHONE, "wider_phone": {"width": 390, "height": 700}}.items():
        desk.set_viewport_size(size)  # type: ignore[arg-type]
        screenshot(desk, f"leaving_admin_taken_{name}", full_page=True)
        assert (width(desk) <= size["width"], faults(desk)) == (True, [])
    case.get_by_label("Kết quả, viết cho người gửi đọc").fill("Đã sửa tên, mời bạn đến nhận.")
    case.get_by_role("button", name="Đã xử lý").click()
    expect(desk.get_by_role("status")).to_contain_text("Đã ghi kết quả")
    expect(case).to_have_count(0)
    desk.context.close()
    assert errors == []
    ask(page, reference)
    answered(page, "Đã sửa tên, mời bạn đến nhận.")


def test_of_two_reviewers_of_one_message_the_second_is_told(browser: Browser, page: Page, reviewed: str) -> None:
    """Whoever took it first has it; both pages were open before."""
    reference = left(page, "Tôi chờ hai giờ không ai gọi số")
    press(page, "Không cần, tôi tự hỏi lại bằng mã", reference)
    first, second = (signed_in(browser, reviewed, name, PHONE) for name in ("ngoc", "quan"))
    one, other = (each.get_by_role("region", name=reference) for each in (first, second))
    one.get_by_role("button", name="Nhận xử lý").click()
    expect(first.get_by_role("status")).to_be_visible()
    other.get_by_label("Kết quả").fill("Xong")
    other.get_by_role("button", name="Đã xử lý").click()
    expect(second.get_by_role("alert")).to_contain_text("vừa được ngoc nhận")
    assert (width(second) <= PHONE["width"], faults(second)) == (True, [])
    screenshot(second, "leaving_admin_taken_meanwhile", full_page=True)
    one.get_by_label("Kết quả").fill("Đã nhắc quầy.")
    one.get_by_role("button", name="Đã xử lý").click()
    expect(first.get_by_role("status")).to_contain_text("Đã ghi kết quả")
    other.get_by_role("button", name="Nhận thay ngoc").click()
    expect(second.get_by_role("alert")).to_contain_text("đã kết thúc")
    for opened in (first, second):
        opened.context.close()


def test_a_person_changes_their_own_password(browser: Browser, reviewed: str, environment: dict[str, str]) -> None:
    """With the keyboard; the page fits a phone and a desk."""
    run(["users", "add", "thu", "--role", "staff", "--password-stdin"], environment, input=f"{PASSWORD}\n")
    opened = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    enter(opened, f"{reviewed}/staff", "thu")
    opened.get_by_role("link", name="Đổi mật khẩu").click()
    for label, text in (
        ("hiện tại", PASSWORD),
        ("Mật khẩu mới, ít", "bảy cây tre 58 xanh"),
        ("Nhập lại", "bảy cây tre 58 xanh"),
    ):
        opened.get_by_label(label).fill(text)
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("status")).to_contain_text("Đã đổi mật khẩu")
    for name, size in {"desk": DESK, "phone": PHONE, "wider_phone": {"width": 390, "height": 700}}.items():
        opened.set_viewport_size(size)  # type: ignore[arg-type]
        screenshot(opened, f"leaving_password_{name}", full_page=True)
        assert (width(opened) <= size["width"], faults(opened)) == (True, [])
    opened.context.close()
