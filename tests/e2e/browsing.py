"""A real browser: Debian's chromium, narrow as a phone unless told otherwise."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SCREENSHOTS = Path(__file__).parent.parent.parent / "test-output"
NEEDED = [pytest.mark.rasa, pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")]
expect.set_options(timeout=20_000)  # milliseconds; a busy machine is no fault of the page
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The chat page in a context of its own; an error in a script or a breach of the policy fails the test."""
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    errors = watched(opened)
    opened.goto(server)
    yield opened
    screenshot(opened, request.node.name)
    context.close()
    assert errors == []


def watched(page: Page) -> list[str]:
    """Return what goes wrong in the page's scripts from now on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    return errors


def screenshot(page: Page, name: str, **options: Any) -> None:
    """Keep a picture of the page."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{re.sub(r'[^a-z0-9]+', '_', name.lower())[:80]}.png", **options)


def ask(page: Page, text: str) -> None:
    """Type a question and send it with the keyboard."""
    page.get_by_label("Câu hỏi của bạn").fill(text)
    page.keyboard.press("Enter")


def answered(page: Page, words: str) -> None:
    """Wait until the last answer holds these words."""
    expect(page.locator(".bot").last).to_contain_text(words)


def faults(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA and good practice."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


def width(page: Page) -> int:
    """Return how wide the content is, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth"))
