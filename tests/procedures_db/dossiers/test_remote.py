"""Dossiers of another system, played by a real server that misbehaves."""

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from procedures_db.dossiers.breaker import CircuitBreaker
from procedures_db.dossiers.remote import Contract, RemoteSource
from procedures_db.dossiers.status import SourceDown
from procedures_db.vocabulary import DossierState
from tests.procedures_db.dossiers.made import CODE, KEYS, PHONE

pytestmark = pytest.mark.slow

STATUS = {
    "procedure_name": "Cấp giấy thử",
    "received_at": "2026-11-02T08:30:00",
    "due_at": "2026-11-20T00:00:00+07:00",
    "state": "processing",
    "read_at": "2026-11-21T10:00:00Z",
    "applicant": "Trần Thị Thử",
}
Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Office:
    """A server whose answers are told one by one; the last one stays."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.behaviours: list[Behaviour] = []
        self.asked: list[dict[str, Any]] = []
        office = self

        class Handler(BaseHTTPRequestHandler):
            """Answers as the office says."""

            def do_POST(self) -> None:
                """Note what is asked, then behave."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                office.asked.append({**json.loads(body), "token": self.headers["Authorization"]})
                behave = office.behaviours.pop(0) if len(office.behaviours) > 1 else office.behaviours[0]
                behave(self)

            def log_message(self, *arguments: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def source(self, patience: float = 0.5, **options: Any) -> RemoteSource:
        """A source that asks this server."""
        contract = Contract(f"http://127.0.0.1:{self.server.server_address[1]}/status", "token", patience)
        return RemoteSource(contract, KEYS, **options)


@pytest.fixture
def office() -> Iterator[Office]:
    """A server for one test."""
    office = Office()
    yield office
    office.server.shutdown()
    office.server.server_close()


def send(body: bytes, status: int = 200) -> Behaviour:
    """Answer with a body."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def tell(**changes: Any) -> Behaviour:
    """Answer with a status."""
    return send(json.dumps({**STATUS, **changes}).encode())


def sleep(handler: BaseHTTPRequestHandler) -> None:
    """Answer too late."""
    time.sleep(1)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(20):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.1)


def drop(handler: BaseHTTPRequestHandler) -> None:
    """Cut the connection in the middle of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"procedure_name"')
    handler.connection.close()


def test_a_dossier_is_asked_for_as_agreed(office: Office) -> None:
    """Code, factor, token; what is held tells neither code nor digits."""
    office.behaviours = [tell()]
    source = office.source()
    held = source.hold(CODE)
    assert CODE not in held
    assert source.key(held) == KEYS.of_code(CODE)
    found = source.find(held, PHONE)
    assert found is not None
    assert (found.state, found.due_at.isoformat()) == (DossierState.PROCESSING, "2026-11-20T00:00:00")  # type: ignore[union-attr]
    assert found.read_at.isoformat() == "2026-11-21T17:00:00"
    assert "Thị" not in repr(found)
    assert office.asked == [{"code": CODE, "factor": PHONE, "token": "Bearer token"}]


def test_an_unknown_code_and_a_wrong_factor_are_told_by_404(office: Office) -> None:
    """Which is no failure."""
    office.behaviours = [send(b"", 404)]
    source = office.source()
    assert [source.find(source.hold(CODE), "0000") for _ in range(20)] == [None] * 20
    assert source.find("forged", PHONE) is None
    assert source.key("forged") is None


@pytest.mark.parametrize(
    "behave",
    [
        pytest.param(sleep, id="slow"),
        pytest.param(drip, id="drip"),
        pytest.param(drop, id="dropped"),
        pytest.param(send(b"", 500), id="500"),
        pytest.param(send(b"", 403), id="403"),
        pytest.param(send(b"", 302), id="redirect"),
        pytest.param(send(b"", 204), id="204"),
        pytest.param(send(b"<html>"), id="html"),
        pytest.param(send(b"\xff\xfe\x00"), id="garbage"),
        pytest.param(send(b"[" * 60_000), id="deep"),
        pytest.param(send(b"[]"), id="list"),
        pytest.param(tell(pad="x" * 100_000), id="huge"),
        pytest.param(tell(state="gone"), id="state"),
        pytest.param(tell(procedure_name=None), id="nameless"),
        pytest.param(tell(procedure_name=5), id="number"),
        pytest.param(tell(received_at=1_700_000_000), id="seconds"),
        pytest.param(tell(received_at="yesterday"), id="yesterday"),
        pytest.param(tell(step="x" * 501), id="long"),
    ],
)
def test_whatever_goes_wrong_is_tried_once_more_and_then_told(office: Office, behave: Behaviour) -> None:
    """Within twice the time that is agreed, or little more."""
    office.behaviours = [behave]
    source = office.source(patience=0.4)
    begun = time.perf_counter()
    with pytest.raises(SourceDown):
        source.find(source.hold(CODE), PHONE)
    assert time.perf_counter() - begun < 2
    assert len(office.asked) == 2


def test_a_second_try_may_succeed(office: Office) -> None:
    """One failure is not told."""
    office.behaviours = [drop, tell()]
    source = office.source()
    assert source.find(source.hold(CODE), PHONE) is not None


def test_nobody_listening_is_told_too(office: Office) -> None:
    """A refused connection."""
    source = RemoteSource(Contract("http://127.0.0.1:1/status", "token", 0.4), KEYS)
    with pytest.raises(SourceDown):
        source.find(source.hold(CODE), PHONE)


def test_after_five_failures_the_system_is_left_alone_for_a_while(office: Office) -> None:
    """Then one call tries again; when it succeeds, all do."""
    seconds = [0.0]
    source = office.source(breaker=CircuitBreaker(lambda: seconds[0]))
    office.behaviours = [send(b"", 500)]
    for _ in range(10):
        with pytest.raises(SourceDown):
            source.find(source.hold(CODE), PHONE)
    assert len(office.asked) == 5
    seconds[0] = 31
    with pytest.raises(SourceDown):
        source.find(source.hold(CODE), PHONE)
    assert len(office.asked) == 6
    office.behaviours = [tell()]
    with pytest.raises(SourceDown):
        source.find(source.hold(CODE), PHONE)
    seconds[0] = 62
    assert source.find(source.hold(CODE), PHONE) is not None
    assert source.find(source.hold(CODE), PHONE) is not None
    assert len(office.asked) == 8
