"""The pages for staff and administrators in a real browser."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.desk import PASSWORD
from tests.e2e.browsing import NEEDED, PHONE, browser, faults, page, screenshot, watched, width
from tests.e2e.conftest import run

__all__ = ["browser", "page"]  # fixtures that the tests here ask for
pytestmark = NEEDED
BIRTH = "/staff/thu-tuc/1.001193"
PAGES = {
    "look_up": "/staff",
    "found": "/staff?tim=khai+sinh",
    "record": f"{BIRTH}?nhan=2026-11-23T16:00",
    "unknown": "/staff/thu-tuc/9.999999",
    "password": "/staff/password",
    "admin": "/admin",
    "users": "/admin/users",
    "user": "/admin/users/lan",
    "audit": "/admin/audit?kiem-tra=1",
    "review": "/admin/review",
    "follow_ups": "/admin/follow-ups",
    "conversations": "/admin/conversations?tim=khai+sinh",
    "conversations_not_understood": "/admin/conversations?tu=x",
    "report": "/admin/report?thang=2026-11",
}


@pytest.fixture(scope="module")
def staffed(server: str, environment: dict[str, str]) -> str:
    """The server, where a staff member and an administrator have accounts."""
    for name, role in (("lan", "staff"), ("minh", "administrator")):
        added = run(["users", "add", name, "--role", role, "--password-stdin"], environment, input=f"{PASSWORD}\n")
        assert added.returncode == 0, added.stderr
    return server


def enter(page: Page, address: str, name: str) -> None:
    """Sign in with the keyboard, on the way to an address."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập dành cho cán bộ")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()


def test_a_procedure_is_looked_up_with_the_keyboard_alone(page: Page, staffed: str) -> None:
    """Sign in, type, choose by arrows, open, go back, look again from anywhere."""
    enter(page, f"{staffed}/staff", "lan")
    field = page.get_by_role("combobox", name="Tra cứu")
    expect(field).to_be_focused()
    page.keyboard.type("ket hon")
    options = page.locator("#choices").get_by_role("option")
    expect(options.first).to_have_text("Đăng ký kết hôn (1.000894)")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert faults(page) == []
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký kết hôn")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("1.001193")
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{staffed}/staff")
    page.keyboard.type("xyz")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_a_day_is_calculated_an_answer_copied_and_wrong_data_reported(page: Page, staffed: str) -> None:
    """On the record, on a phone."""
    enter(page, staffed + BIRTH, "lan")
    page.get_by_label("Nhận đủ hồ sơ lúc").fill("2026-11-23T15:30")
    page.get_by_role("button", name="Tính").click()
    counted = page.locator(".counted")
    expect(counted).to_contain_text("Thứ Tư 25/11/2026")
    expect(counted).to_contain_text("24/11/2026")
    page.get_by_role("button", name="Chép").click()
    expect(page.locator("#copied")).to_have_text("Đã chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Giấy chứng sinh" in copied
    assert "Nguồn: Quyết định 163/QĐ-BTP" in copied
    page.get_by_label("Phần nào sai").select_option("fee")
    page.get_by_label("Sai ở đâu").fill("Mức phí đã đổi, gọi 0912345678")
    page.get_by_role("button", name="Gửi báo sai").click()
    expect(page.locator("#noted")).to_contain_text("Đã ghi nhận")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập dành cho cán bộ")
    page.goto(f"{staffed}/staff")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập dành cho cán bộ")


def test_a_staff_member_is_told_that_admin_is_not_for_them(page: Page, staffed: str) -> None:
    """With a way back."""
    enter(page, f"{staffed}/admin", "lan")
    expect(page.get_by_role("main")).to_contain_text("chỉ dành cho quản trị")
    assert faults(page) == []
    page.get_by_role("link", name="Về trang tra cứu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tra cứu thủ tục")


def test_an_administrator_adds_an_account_that_can_sign_in(browser: Browser, page: Page, staffed: str) -> None:
    """And ends its session by disabling it; the log tells both."""
    enter(page, f"{staffed}/admin/users", "minh")
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Mật khẩu, ít nhất").fill(PASSWORD)
    page.get_by_label("Nhập lại").fill(PASSWORD)
    page.get_by_role("button", name="Thêm").click()
    expect(page.get_by_role("status")).to_have_text("Đã thêm tài khoản.")
    other = browser.new_context().new_page()
    enter(other, f"{staffed}/staff", "hoa")
    expect(other.get_by_role("heading", level=1)).to_have_text("Tra cứu thủ tục")
    page.get_by_role("link", name="hoa", exact=True).click()
    page.get_by_role("button", name="Vô hiệu hóa").click()
    expect(page.get_by_role("status")).to_contain_text("Đã vô hiệu hóa")
    other.reload()
    expect(other.get_by_role("alert")).to_contain_text("Phiên làm việc đã kết thúc")
    other.context.close()
    page.goto(f"{staffed}/admin/audit?kiem-tra=1")
    expect(page.get_by_role("main")).to_contain_text("minh: vô hiệu hóa tài khoản hoa")
    expect(page.get_by_role("status")).to_contain_text("không mục nào bị sửa")


def test_the_look_up_works_without_a_script(browser: Browser, staffed: str) -> None:
    """By the forms; wide screens too."""
    page = browser.new_context(java_script_enabled=False).new_page()
    enter(page, f"{staffed}/staff", "lan")
    page.get_by_label("Tra cứu").fill("ket hon")
    page.keyboard.press("Enter")
    page.locator("#found").get_by_role("link", name="Đăng ký kết hôn", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký kết hôn")
    expect(page.get_by_role("textbox", name="Câu trả lời để chép")).to_contain_text("GIẤY TỜ CẦN CÓ")
    expect(page.get_by_role("button", name="Chép")).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone_and_break_no_rule_of_accessibility(browser: Browser, staffed: str, scheme: str) -> None:
    """In both colours, the sign-in too."""
    page = browser.new_context(viewport=PHONE, color_scheme=scheme).new_page()  # type: ignore[arg-type,call-overload]
    errors = watched(page)
    page.goto(f"{staffed}/staff/sign-in?ended=1")
    assert faults(page) == []
    enter(page, f"{staffed}/staff", "minh")
    for name, address in PAGES.items():
        page.goto(staffed + address)
        screenshot(page, f"staff_{name}_{scheme}", full_page=True)
        assert (name, width(page) <= PHONE["width"], faults(page)) == (name, True, [])
    page.context.close()
    assert errors == []


def test_the_session_cookie_opens_the_pages_over_http_and_nothing_else_does(staffed: str) -> None:
    """As a program without a browser sees it."""
    for path in ("/staff", "/admin", BIRTH):
        answer = httpx.get(staffed + path, cookies={"motcua": "x" * 43})
        assert answer.status_code == 303
        assert "no-store" in answer.headers["cache-control"]
