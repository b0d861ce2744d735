"""What people wait for at the web door: a procedure's page, search while typing, the widget on a slow phone."""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator

import httpx

# DevTools' "Slow 4G": 562.5 ms a request, 1.6 Mbit/s down and 0.75 Mbit/s up, nine tenths of it.
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 188_743, "uploadThroughput": 86_400}
TYPED = (
    "sang t",
    "sang ten",
    "sang ten so",
    "sang ten so do",
    "khai sinh cho c",
    "giay phep lai",
    "tam tru",
    "ho kinh d",
)
PAGES = ("1.001193", "1.115619", "1.000894", "1.004222", "2.000815")
ROUNDS = 20


def doors(address: str) -> Iterator[tuple[str, str, str]]:
    """Yield the figures of a server that runs at an address."""
    with httpx.Client(base_url=address) as client:
        pages = [timed(lambda code=code: client.get(f"/thu-tuc/{code}")) for _ in range(ROUNDS) for code in PAGES]  # type: ignore[misc]
        typed = [
            timed(lambda text=text: client.get("/api/search", params={"q": text}))
            for _ in range(ROUNDS)
            for text in TYPED
        ]  # type: ignore[misc]
    yield "procedure page, p50 / p95", both(pages), "≤ 30 ms"
    yield "search while typing, p50 / p95", both(typed), "p95 ≤ 30 ms"
    if chromium := shutil.which("chromium"):
        yield from widget(address, chromium)


def widget(address: str, chromium: str) -> Iterator[tuple[str, str, str]]:
    """Yield when the widget can be used on a slow line, and what it weighs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 320, "height": 640})
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_4G)
        weights: list[int] = []
        line.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
        begun = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.get_by_label("Câu hỏi của bạn").fill("khai sinh")
        usable = time.perf_counter() - begun
        page.wait_for_load_state("networkidle")
        browser.close()
    yield "widget usable on slow 4G", f"{usable:.2f} s", "≤ 1 s"
    yield "widget over the wire", f"{sum(weights) / 1000:.1f} kB in {len(weights)} files", "≤ 60 kB"


def timed(call: Callable[[], httpx.Response]) -> float:
    """Return the milliseconds of a call that must succeed."""
    begun = time.perf_counter()
    call().raise_for_status()
    return (time.perf_counter() - begun) * 1000


def both(milliseconds: list[float]) -> str:
    """Write the median and the 95th percentile."""
    return f"{statistics.median(milliseconds):.1f} / {statistics.quantiles(milliseconds, n=20)[18]:.1f} ms"
