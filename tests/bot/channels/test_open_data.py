"""The open data door does what its description says."""

import re
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from bot.app import create_app
from bot.channels.open_data import description
from bot.settings import read_settings


def described(path: str, status: str, kind: str = "application/json") -> dict[str, Any]:
    """Return the schema of an answer, with what it refers to."""
    found = description()
    answer = found["paths"][path]["get"]["responses"][status]
    if "$ref" in answer:
        answer = found["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    return {**answer["content"][kind]["schema"], "components": found["components"]}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/api/procedures", "/api/procedures"),
        ("/api/procedures?sector=Thử&limit=1&offset=1", "/api/procedures"),
        ("/api/procedures/1.000001", "/api/procedures/{code}"),
        ("/api/procedures/1.000001?on=2026-10-02", "/api/procedures/{code}"),
        ("/api/search?q=lam giay thu", "/api/search"),
    ],
)
def test_answers_are_as_described(client: TestClient, address: str, path: str) -> None:
    """And hold something."""
    answer = client.get(address)
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), described(path, "200"))
    assert "1.00000" in answer.text


@pytest.mark.parametrize(
    ("address", "path", "status"),
    [
        ("/api/procedures?limit=101", "/api/procedures", "422"),
        ("/api/procedures?offset=-1", "/api/procedures", "422"),
        ("/api/procedures/9.999999", "/api/procedures/{code}", "404"),
        ("/api/procedures/x'--", "/api/procedures/{code}", "404"),
        ("/api/procedures/1.000001?on=today", "/api/procedures/{code}", "422"),
        ("/api/search", "/api/search", "422"),
        ("/api/search?q=" + "a" * 201, "/api/search", "422"),
    ],
)
def test_faults_are_problem_details(client: TestClient, address: str, path: str, status: str) -> None:
    """RFC 9457."""
    answer = client.get(address)
    assert str(answer.status_code) == status
    assert answer.headers["content-type"] == "application/problem+json"
    jsonschema.validate(answer.json(), described(path, status, "application/problem+json"))


def test_every_route_of_the_api_is_described_and_the_other_way_round() -> None:
    """Nothing is hidden, nothing is promised."""
    routes = {route.path for route in create_app(None, None, read_settings()).routes}  # type: ignore[arg-type, attr-defined]
    served = {path for path in routes if re.match(r"/api/(?!openapi)", path)}
    assert served == set(description()["paths"])
