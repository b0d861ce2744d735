"""The widget within a page of another site, which has a strict policy and rules that would spoil everything."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import NEEDED, answered, ask, browser, faults, screenshot, watched

__all__ = ["browser"]  # a fixture that the tests here ask for
pytestmark = NEEDED
HOSTILE = """
html { font-size: 4px !important } * { all: unset !important; color: red !important; font-size: 40px !important }
button, input, label, p, div, section { display: none !important; visibility: hidden !important }
"""


def foreign_site(port: int, motcua: str, policy: str) -> ThreadingHTTPServer:
    """Serve one page that embeds the widget with one line."""
    body = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Xã</title>
        <link rel="stylesheet" href="/site.css"></head><body><main><h1>Trang của xã</h1></main>
        <script type="module" src="{motcua}/widget/embed.js" data-commune="11413"></script></body></html>"""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            css = self.path == "/site.css"
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if css else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write((HOSTILE if css else body).encode())

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    site = ThreadingHTTPServer(("127.0.0.1", port), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    return site


@pytest.fixture
def embedding(browser: Browser, server: str, environment: dict[str, str]) -> Iterator[Page]:
    """The page of an allowed site, with the widget in it."""
    address = environment["MOTCUA_ORIGINS"]
    policy = f"default-src 'none'; style-src 'self'; script-src {server}; connect-src {server}"
    site = foreign_site(int(address.rpartition(":")[2]), server, policy)
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    errors = watched(page)
    page.goto(address)
    yield page
    context.close()
    site.shutdown()
    site.server_close()
    assert errors == []


def test_the_widget_answers_within_a_hostile_page(embedding: Page) -> None:
    """It looks as it should, and is closed and opened again with the keyboard."""
    launcher = embedding.get_by_role("button", name="Hỏi thủ tục")
    launcher.click()
    with embedding.expect_request("**/api/chat") as sent:
        ask(embedding, "đăng ký kết hôn cần giấy tờ gì")
    assert sent.value.post_data_json["commune"] == "11413"
    answered(embedding, "Đăng ký kết hôn")
    look = "element => { const s = getComputedStyle(element); return [s.fontSize, s.display, s.color] }"
    assert embedding.locator(".bot p").first.evaluate(look) == ["16px", "block", "rgb(20, 32, 46)"]
    screenshot(embedding, "embedded_in_a_hostile_page")
    embedding.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    embedding.keyboard.press("Enter")
    answered(embedding, "Đăng ký kết hôn")
    expect(embedding.get_by_role("button", name="In cuộc trò chuyện")).to_have_count(0)
    assert faults(embedding) == []


def test_the_conversation_goes_on_from_page_to_page_of_the_site(embedding: Page) -> None:
    """And fills a small screen."""
    embedding.get_by_role("button", name="Hỏi thủ tục").click()
    ask(embedding, "đăng ký kết hôn cần giấy tờ gì")
    answered(embedding, "Đăng ký kết hôn")
    embedding.set_viewport_size({"width": 320, "height": 640})
    embedding.reload()
    embedding.get_by_role("button", name="Hỏi thủ tục").click()
    answered(embedding, "Đăng ký kết hôn")
    assert embedding.locator(".frame").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    screenshot(embedding, "embedded_on_a_phone")


def test_a_site_that_is_not_allowed_gets_nothing(browser: Browser, server: str) -> None:
    """The browser itself refuses the script."""
    policy = f"script-src {server}; connect-src {server}"
    site = foreign_site(0, server, policy)
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{site.server_address[1]}")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Hỏi thủ tục")).to_have_count(0)
    assert urlsplit(page.url).port == site.server_address[1]
    page.close()
    site.shutdown()
    site.server_close()
