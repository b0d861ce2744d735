"""What staff wait for: a search, and a record with its calculated days, each behind the sign-in."""

from collections.abc import Iterator

import httpx

from tests.bot.desk import PASSWORD, token_in
from tests.e2e.conftest import run
from tests.load.doors import PAGES, ROUNDS, TYPED, both, timed


def desk(address: str, environment: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the figures of a server that runs at an address, for a staff member that is added now."""
    run(["users", "add", "bench", "--role", "staff", "--password-stdin"], environment, input=f"{PASSWORD}\n")
    with httpx.Client(base_url=address) as client:
        fields = {"name": "bench", "password": PASSWORD, "token": token_in(client.get("/staff/sign-in"))}
        signing_in = timed(lambda: client.post("/staff/sign-in", data=fields, follow_redirects=True))
        found = [
            timed(lambda text=text: client.get("/staff", params={"tim": text}))  # type: ignore[misc]
            for _ in range(ROUNDS)
            for text in TYPED
        ]
        records = [
            timed(lambda code=code: client.get(f"/staff/thu-tuc/{code}"))  # type: ignore[misc]
            for _ in range(ROUNDS)
            for code in PAGES
        ]
    yield "staff sign in, argon2id", f"{signing_in:.0f} ms", "≤ 300 ms"
    yield "staff search, p50 / p95", both(found), "≤ 50 ms"
    yield "staff record and due days, p50 / p95", both(records), "≤ 50 ms"
