"""A question that is not answered is taught in a real browser until it is, and forgotten again."""

import time

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.bot.desk import PASSWORD
from tests.e2e.browsing import NEEDED, PHONE, browser, faults, page, screenshot, width
from tests.e2e.conftest import run
from tests.e2e.test_staff import enter

__all__ = ["browser", "page"]  # fixtures that the tests here ask for
pytestmark = NEEDED
QUESTION = "xin giấy bướm vàng cần giấy tờ gì"
SEEN = 10  # seconds in which what is published must have reached everybody
TRYING = 150_000  # milliseconds of a trial on a busy machine


@pytest.fixture(scope="module")
def staffed(server: str, environment: dict[str, str]) -> str:
    """The server, where an administrator has an account."""
    arguments = ["users", "add", "quyen", "--role", "administrator", "--password-stdin"]
    added = run(arguments, environment, input=f"{PASSWORD}\n")
    assert added.returncode == 0, added.stderr
    return server


def answer(server: str, text: str, conversation_id: str) -> dict[str, object]:
    """Ask as somebody who lets texts be kept; return the answer proper."""
    for said in ({"payload": "/keep_texts"}, {"text": text}):
        body = {**said, "conversation_id": conversation_id}
        reply = httpx.post(f"{server}/api/chat", json=body, timeout=30).json()
    last: dict[str, object] = reply["messages"][-1]
    return last


def wait_for(server: str, outcome: str) -> dict[str, object]:
    """Ask again and again until the answer has an outcome."""
    ends, number = time.monotonic() + SEEN, 0
    while True:
        told = answer(server, QUESTION, f"triage-wait-{outcome}-{number:04d}")
        if told["outcome"] == outcome or time.monotonic() > ends:
            return told
        number += 1
        time.sleep(0.5)


def look(page: Page, name: str) -> None:
    """Check a page for accessibility and its width; keep a picture."""
    screenshot(page, f"triage_{name}", full_page=True)
    assert (name, width(page) <= PHONE["width"], faults(page)) == (name, True, [])


def test_a_question_is_triaged_until_it_is_answered_and_rolled_back(page: Page, staffed: str) -> None:
    """Nobody has to be a programmer; a conversation that goes on meanwhile keeps its procedure."""
    before = {str(answer(staffed, QUESTION, f"triage-before-{number}")["outcome"]) for number in range(3)}
    assert before <= {"refused", "asked_back"}
    assert answer(staffed, "đăng ký kết hôn cần gì", "triage-goes-on")["outcome"] == "answered"
    enter(page, f"{staffed}/admin/triage", "quyen")
    look(page, "list")
    page.get_by_role("link", name="giấy bướm vàng").click()
    expect(page.get_by_role("main")).to_contain_text("3 lần")
    look(page, "matter")
    page.locator("#name-code").fill("đăng ký khai sinh")
    page.locator("#name-text").fill("giấy bướm vàng")
    page.get_by_role("button", name="Dạy cách gọi này").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi cách gọi")
    page.get_by_role("link", name="Điều đã dạy").click()
    look(page, "lessons")
    page.get_by_role("button", name="Thử các thay đổi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đã thử xong", timeout=TRYING)
    expect(page.get_by_role("main")).to_contain_text("✓ đã học")
    look(page, "version")
    page.get_by_role("button", name="Công bố bản này").click()
    expect(page.get_by_role("status")).to_contain_text("Đã công bố")
    told = wait_for(staffed, "answered")
    assert (told["outcome"], told["procedure_code"]) == ("answered", "1.001193")
    assert "-v" in httpx.get(f"{staffed}/health").json()["model"]
    assert answer(staffed, "bao nhiêu tiền", "triage-goes-on")["procedure_code"] == "1.000894"
    page.goto(f"{staffed}/admin/triage")
    expect(page.get_by_role("main")).not_to_contain_text("giấy bướm vàng")
    page.goto(f"{staffed}/admin/lessons")
    page.get_by_role("button", name="Quay lại bản trước").click()
    expect(page.get_by_role("status")).to_contain_text("Đã quay lại bản trước")
    assert wait_for(staffed, before.pop())["outcome"] != "answered"
