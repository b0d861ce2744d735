"""An address with a NUL is no address, on either database, signed in or not."""

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from tests.bot.desk import employ, enter

PATHS = ["/thu-tuc/%00", "/thu-tuc/1.000001%00", "/thu-tuc/%00/phieu", "/admin/conversations/%00", "/%00", "/pages/%00"]
QUERIES = [
    "/admin/triage/matter?chuyen=rating:%00",
    "/admin/conversations?tim=%00",
    "/staff?tim=%00",
    "/thu-tuc?tim=a%00",
    "/thu-tuc/1.000001?ngay=%00",
]


@pytest.mark.parametrize(
    ("address", "status"), [*((path, 404) for path in PATHS), *((query, 400) for query in QUERIES)]
)
def test_it_is_refused_with_a_page(
    client: TestClient, acting: sessionmaker[Session], address: str, status: int
) -> None:
    """As safe as any other; an administrator gets no fault of the database either."""
    employ(acting)
    enter(client, "minh")
    answer = client.get(address)
    assert (answer.status_code, "Địa chỉ không đúng" in answer.text) == (status, True)
    assert "frame-ancestors" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "status"), [("/api/procedures/%00", 404), ("/api/chat/%00", 422), ("/api/search?q=%00", 200)]
)
def test_the_api_answers_as_it_is_described(client: TestClient, path: str, status: int) -> None:
    """Problems are told to programs."""
    assert client.get(path).status_code == status


def test_an_escaped_percent_sign_is_a_percent_sign(client: TestClient) -> None:
    """Whoever searches for %00 finds nothing, without a fault."""
    assert client.get("/thu-tuc?tim=%2500").status_code == 200
