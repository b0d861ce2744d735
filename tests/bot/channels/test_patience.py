"""Whoever sends or reads too slowly is left; everybody else is served meanwhile."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.patience import LARGEST_HEAD, Patient
from bot.channels.pressure import Pressure

pytestmark = pytest.mark.slow
LARGE = b"x" * 20_000_000


class Hasty(Patient):
    """The same within a second."""

    head = reading = 0.6
    look = 0.1


async def pages(scope: dict, receive: object, send: object) -> None:
    """Serve a small page, a large one and one that takes long."""
    request = Request(scope, receive)  # type: ignore[arg-type]
    if request.url.path == "/slow":
        await asyncio.sleep(5)
    if request.url.path == "/wait":
        await asyncio.sleep(0.8)
    if request.url.path == "/fault":
        raise RuntimeError("nobody foresaw this")
    answer: Response = PlainTextResponse(LARGE if request.url.path == "/large" else b"here")
    await answer(scope, receive, send)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server on a port of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = Pressure(pages, simultaneous=3, longest=1.0)  # type: ignore[arg-type]
        server = uvicorn.Server(uvicorn.Config(app, http=Hasty, ws="none", lifespan="off", log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(10)


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """Connect to the server."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        yield connection


def left_after(connection: socket.socket, piece: bytes) -> float:
    """Send a piece again and again until the server hangs up; return after how many seconds that was."""
    begun = time.monotonic()
    connection.settimeout(0.1)
    while time.monotonic() - begun < 5:
        try:
            connection.sendall(piece)
            if connection.recv(1000) == b"":
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - begun


def test_a_connection_that_says_nothing_is_left(port: int) -> None:
    """After the time for a head."""
    with connected(port) as connection:
        assert 0.3 < left_after(connection, b"") < 3


def test_a_head_that_trickles_is_left(port: int) -> None:
    """However often a byte comes."""
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nX: ")
        assert 0.3 < left_after(connection, b"x") < 3


def test_a_head_without_an_end_is_left_at_once(port: int) -> None:
    """Before it fills the memory."""
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert left_after(connection, b"x" * LARGEST_HEAD) < 0.5


def test_a_body_that_trickles_after_its_answer_is_left(port: int) -> None:
    """Nobody waits for it."""
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n")
        assert b"here" in connection.recv(1000)
        assert 0.3 < left_after(connection, b"x") < 3


def test_an_answer_that_nobody_reads_is_left(port: int) -> None:
    """What is read later ends before its end."""
    with connected(port) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: here\r\n\r\n")
        time.sleep(2)
        received = 0
        try:
            while part := connection.recv(1_000_000):
                received += len(part)
        except ConnectionResetError:
            pass
        assert 0 < received < len(LARGE)


def test_requests_that_come_at_once_are_answered_one_after_the_other(port: int) -> None:
    """The second waits for its turn and is not taken for a slow head."""
    with connected(port) as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: here\r\n\r\n" * 3)
        received = b""
        while received.count(b"here") < 3:
            part = connection.recv(1000)
            assert part
            received += part


def test_others_are_served_meanwhile_and_a_fast_reader_gets_all(port: int) -> None:
    """Fifty of them hold nothing up."""
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
    assert httpx.get(f"http://127.0.0.1:{port}/").text == "here"
    assert len(httpx.get(f"http://127.0.0.1:{port}/large").content) == len(LARGE)
    for each in slow:
        each.close()


def test_what_takes_too_long_is_ended_with_a_polite_page(port: int) -> None:
    """A page for people, problem details for programs, and when to try again."""
    answer = httpx.get(f"http://127.0.0.1:{port}/slow")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "đang bận" in answer.text


def test_a_fault_tells_nothing_of_itself(port: int) -> None:
    """Neither its words nor where it was."""
    answer = httpx.get(f"http://127.0.0.1:{port}/fault")
    assert answer.status_code == 500
    assert "foresaw" not in answer.text


def test_more_than_may_be_under_way_is_refused_and_then_served_again(port: int) -> None:
    """Three take long, the fourth is told to come again."""

    def ask(path: str, found: list[int]) -> None:
        found.append(httpx.get(f"http://127.0.0.1:{port}{path}").status_code)

    found: list[int] = []
    threads = [Thread(target=ask, args=("/slow", found)) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    refused = httpx.get(f"http://127.0.0.1:{port}/api/search")
    assert (refused.status_code, refused.json()["detail"]) == (503, "Too many requests at a time.")
    for thread in threads:
        thread.join()
    assert found == [503, 503, 503]
    assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
