"""Who counts as one client, and what is counted."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.app import create_app
from bot.channels import limits
from bot.channels.clients import client_of
from bot.channels.peers import Peers
from bot.settings import read_settings
from tests.bot.channels.test_web import Echo

PROXY = "192.0.2.7"
ONE_LINE = ("2001:db8:1:2::1", "2001:DB8:1:2:ffff::9", "2001:0db8:0001:0002:0:0:0:5", "[2001:db8:1:2::7]:443")


def served(**values: object) -> TestClient:
    """Return a client behind a trusted proxy, with other settings."""
    settings = replace(read_settings(), trusted_proxies=(PROXY,), **values)  # type: ignore[arg-type]
    return TestClient(create_app(Echo(), None, settings), follow_redirects=False, client=(PROXY, 5))


def from_(address: str) -> dict[str, str]:
    """Return the headers by which the proxy tells an address."""
    return {"X-Forwarded-For": address}


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("::FFFF:c633:6401", "198.51.100.1"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:0DB8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("no address", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_client_is_an_address_of_ipv4_or_a_network_of_ipv6(host: str, client: str) -> None:
    """In whatever spelling."""
    assert client_of({"client": (host, 5)}) == client
    assert client_of({"client": None}) == "unknown"


def test_a_line_has_one_budget_of_each_kind(acting: sessionmaker[Session]) -> None:
    """Messages, look-ups, attempts to sign in and to open dossiers; the next line has its own."""
    web = served(messages_a_minute=3, lookups_a_minute=3, sign_ins_a_minute=3, dossier_tries_an_hour=3)
    others = served(dossier_tries_an_hour=3)

    def four(ask: object) -> list[bool]:
        return [ask(from_(address)).status_code == 429 for address in ONE_LINE]  # type: ignore[operator]

    limited = [False, False, False, True]
    assert four(lambda headers: web.post("/api/chat", json={"text": "a"}, headers=headers)) == limited
    assert four(lambda headers: web.get("/api/procedures", headers=headers)) == limited
    assert four(lambda headers: web.post("/staff/sign-in", data={"a": "b"}, headers=headers)) == limited
    assert four(lambda headers: others.post("/api/chat", json={"text": "5678"}, headers=headers)) == limited
    assert web.get("/api/procedures", headers=from_("2001:db8:1:3::1")).status_code == 200


RENDERED = [
    "/",
    "/rieng-tu",
    "/widget/panel.html",
    "/widget/frame",
    "/api",
    "/thu-tuc",
    "/staff",
    "/nothing",
    "/telegram",
]


@pytest.mark.parametrize("path", RENDERED)
def test_all_together_may_ask_so_much_of_whatever_is_rendered(acting: sessionmaker[Session], path: str) -> None:
    """Each from another address; whoever is refused is told when to try again."""
    web = served(requests_a_minute=3)
    answers = [web.get(path, headers=from_(f"198.51.100.{number}")) for number in range(8)]
    assert [answer.status_code == 503 for answer in answers] == [False] * 3 + [True] * 5
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize("path", ["/", "/rieng-tu", "/widget/panel.html", "/api", "/nothing"])
def test_a_page_that_is_rendered_counts_as_a_look_up(acting: sessionmaker[Session], path: str) -> None:
    """Of one client; others go on, and its messages are counted apart."""
    web = served(lookups_a_minute=3)
    answers = [web.get(path, headers=from_("198.51.100.1")) for _ in range(4)]
    assert [answer.status_code == 429 for answer in answers] == [False] * 3 + [True]
    assert web.get(path, headers=from_("198.51.100.2")).status_code != 429
    assert web.post("/api/chat", json={"text": "a"}, headers=from_("198.51.100.1")).status_code == 200


def test_files_and_the_watching_are_not_counted(acting: sessionmaker[Session]) -> None:
    """A page that says it is busy has its style, and whoever watches sees how it is; neither uses up anything."""
    web = served(requests_a_minute=1, lookups_a_minute=1)
    free = ("/pages/pages.css", "/widget/chat.js", "/health", "/health/live", "/health/ready")
    assert {web.get(path).status_code for path in free for _ in range(3)} == {200}
    assert web.get("/thu-tuc").status_code == 200


def test_whoever_poses_as_telegram_does_not_use_up_what_all_have(
    acting: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One address may call so often, and no other one notices."""
    monkeypatch.setattr(limits, "UPDATES", 2)
    web = served(requests_a_minute=3)
    assert [web.post("/telegram", headers=from_("198.51.100.1")).status_code for _ in range(4)] == [404, 404, 429, 429]
    assert web.get("/", headers=from_("198.51.100.2")).status_code == 200


def test_words_in_the_place_of_an_address_are_one_client(acting: sessionmaker[Session]) -> None:
    """And are no fault."""
    web = served(lookups_a_minute=2)
    claimed = ("x" * 300, "[::1", "1.2.3.4.5")
    assert [web.get("/api/procedures", headers=from_(each)).status_code for each in claimed] == [200, 200, 429]


def test_an_address_of_ipv4_that_is_written_as_ipv6_is_the_same_peer() -> None:
    """As a socket for both tells it."""
    assert Peers(("10.0.0.0/24",)).sent({"client": ("::ffff:10.0.0.5", 5)})
    assert not Peers(("10.0.0.0/24",)).sent({"client": ("::ffff:10.0.1.5", 5)})
