"""Whatever is sent to the real server is answered or refused: never a fault, never silence."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.conftest import ROOT
from tests.fuzz.generated import TIMES, anything, often, payloads, texts

pytestmark = pytest.mark.rasa
TOOL = Path(os.environ.get("MOTCUA_SCHEMATHESIS", ROOT / ".cache/schemathesis")) / "bin/schemathesis"
SECONDS = 15
PATHS = ["/", "/staff/sign-in", "/staff/report", "/staff/sign-out", "/admin/users", "/widget/frame", "/telegram"]
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def web(server: str) -> Iterator[httpx.Client]:
    """A client of the server."""
    with httpx.Client(base_url=server, timeout=30) as client:
        yield client


def test_the_api_is_as_its_description_says(server: str) -> None:
    """Schemathesis makes requests of the description, right and wrong ones, one after another too."""
    if not TOOL.exists():
        pytest.skip("schemathesis is not installed; see .ci/schemathesis")
    command = [str(TOOL), "run", f"{server}/api/openapi.json", "--workers", "1", "--seed", "1", "--no-color"]
    bounds = ["--max-examples", str(40 * TIMES), "--suppress-health-check", "all", "--request-timeout", "30"]
    done = subprocess.run(
        [*command, *bounds, "--phases", "examples,coverage,fuzzing,stateful", "--max-time", str(SECONDS * TIMES)],
        cwd=ROOT / ".cache",
        capture_output=True,
        text=True,
        timeout=SECONDS * TIMES + 120,
    )
    assert done.returncode == 0, done.stdout[-5000:]


@often(150)
@given(said=texts | payloads(), more=texts)
def test_every_message_is_answered_in_words(web: httpx.Client, said: str, more: str) -> None:
    """And the next one of its conversation."""
    first = web.post("/api/chat", json={"text": said})
    assert first.status_code == 200, said
    assert all(message["text"] for message in first.json()["messages"])
    again = {"payload": more, "conversation_id": first.json()["conversation_id"]}
    assert web.post("/api/chat", json=again).json()["messages"]


@often(100)
@given(st.dictionaries(st.sampled_from(["text", "payload", "conversation_id", "message_id", "x"]), anything) | anything)
def test_a_body_that_makes_no_sense_is_refused(web: httpx.Client, body: object) -> None:
    """Told as a problem."""
    sent = json.dumps(body).encode()
    answer = web.post("/api/chat", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 413, 422)
    assert answer.status_code == 200 or answer.json()["status"] == answer.status_code


@often(60)
@given(st.binary(max_size=500), st.sampled_from(["application/json", "application/json; charset=utf-16", "text/x", ""]))
def test_bytes_that_are_no_json_are_refused(web: httpx.Client, body: bytes, kind: str) -> None:
    """Of whatever type they claim to be."""
    answer = web.post("/api/chat", content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 413, 415, 422)


fields = st.dictionaries(
    st.sampled_from(["text", "payload", "conversation_id", "title", "name", "password", "token", "next", "reason"])
    | st.text(max_size=8),
    texts,
    max_size=10,
)


@often(100)
@given(path=st.sampled_from(PATHS), form=fields | st.binary(max_size=300), cookie=texts)
def test_a_form_is_answered_by_a_page_or_refused(
    web: httpx.Client, path: str, form: dict[str, str] | bytes, cookie: str
) -> None:
    """Whoever is not signed in changes nothing, whatever their cookies say."""
    sent = {"content": form, "headers": FORM} if isinstance(form, bytes) else {"data": form}
    kept = f"motcua={quote(cookie)}; motcua-form={quote(cookie)[:200]}"
    answer = web.post(path, **{**sent, "headers": {**FORM, "cookie": kept}})  # type: ignore[arg-type]
    assert answer.status_code < 500
    assert path in ("/", "/widget/frame") or answer.status_code in (303, 400, 403, 404, 405, 413, 415, 422, 429)


@often(100)
@given(
    where=st.sampled_from(["/thu-tuc/", "/api/procedures/", "/pages/", "/widget/", "/staff/", "/admin/", "/"]),
    rest=texts,
    query=st.dictionaries(st.sampled_from(["on", "ngay", "q", "limit", "offset", "sector", "next", "muc"]), texts),
    cookie=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=100),
)
def test_every_address_leads_to_a_page_or_nowhere(
    web: httpx.Client, where: str, rest: str, query: dict[str, str], cookie: str
) -> None:
    """Never to a fault, nor out of the folder of static files."""
    path = where + quote(rest[:200])
    answer = web.get(path, params=query, headers={"cookie": f"motcua={cookie}", "x-forwarded-for": cookie})
    assert answer.status_code < 500
    assert "frame-ancestors" in answer.headers["content-security-policy"]


@often(40)
@given(st.binary(min_size=1, max_size=400))
def test_bytes_that_are_no_http_are_left(server: str, data: bytes) -> None:
    """The server goes on."""
    at = urlsplit(server)
    with socket.create_connection((at.hostname, at.port), timeout=5) as connection:
        connection.sendall(data)


def test_it_is_still_well(web: httpx.Client) -> None:
    """After all of that."""
    assert web.get("/health").json()["status"] == "ok"
    answer = web.post("/api/chat", json={"text": "làm giấy khai sinh cho con cần giấy tờ gì"}).json()
    assert answer["messages"][-1]["procedure_code"] == "1.001193"
