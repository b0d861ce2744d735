"""Every answer carries what keeps foreign code and frames out."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.app import create_app
from bot.settings import read_settings

PATHS = ["/", "/thu-tuc", "/staff/sign-in", "/api/procedures", "/nothing", "/pages/pages.css", "/widget/panel.html"]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_frames_a_page_and_no_script_stands_in_one(client: TestClient, path: str) -> None:
    """Nor what is not found."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")


def served(**values: object) -> TestClient:
    """Return a client of the application with other settings, without an assistant."""
    settings = replace(read_settings(), **values)  # type: ignore[arg-type]
    return TestClient(create_app(None, None, settings), follow_redirects=False, client=("192.0.2.7", 5))  # type: ignore[arg-type]


def test_only_the_sites_that_may_embed_the_widget_frame_it(client: TestClient) -> None:
    """And the page by itself; its forms lead back into the frame."""
    answer = served(origins=("https://xa.haiphong.gov.vn",)).get("/widget/frame")
    assert "frame-ancestors 'self' https://xa.haiphong.gov.vn" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    assert 'action="/widget/frame"' in answer.text
    assert "frame-ancestors 'self'" in client.get("/widget/frame").headers["content-security-policy"]


def test_browsers_keep_to_https_where_it_is_served(client: TestClient) -> None:
    """Only answers over https say so."""
    assert "strict-transport-security" not in client.get("/").headers
    secure = served(trusted_proxies=("192.0.2.7",)).get("/", headers={"X-Forwarded-Proto": "https"})
    assert secure.headers["strict-transport-security"] == "max-age=31536000"


def test_only_a_trusted_proxy_says_how_a_request_came(client: TestClient) -> None:
    """Whoever else says so is not believed."""
    claimed = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.1"}
    assert "strict-transport-security" not in served().get("/", headers=claimed).headers
    assert "strict-transport-security" in served(trusted_proxies=("192.0.2.0/24",)).get("/", headers=claimed).headers


def test_clients_behind_a_trusted_proxy_are_told_apart_and_a_claimed_address_is_not_counted(
    client: TestClient,
) -> None:
    """One sign-in a minute for each: the last hop counts, not what a client wrote before it."""

    def sign_in(web: TestClient, forwarded: str) -> int:
        return web.post("/staff/sign-in", data={"a": "b"}, headers={"X-Forwarded-For": forwarded}).status_code

    proxied = served(trusted_proxies=("192.0.2.7",), sign_ins_a_minute=1)
    assert [sign_in(proxied, each) for each in ("198.51.100.1", "198.51.100.2", "9.9.9.9, 198.51.100.2")] == [
        403,
        403,
        429,
    ]
    direct = served(sign_ins_a_minute=1)
    assert [sign_in(direct, each) for each in ("198.51.100.1", "198.51.100.2")] == [403, 429]


def test_all_together_may_ask_so_much(client: TestClient) -> None:
    """Two clients, three requests; the health is not counted."""
    web = served(trusted_proxies=("192.0.2.7",), requests_a_minute=2)
    statuses = [
        web.get("/api/procedures", headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(3)
    ]
    assert statuses == [200, 200, 503]
    refused = web.get("/thu-tuc")
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
    assert "đang bận" in refused.text
    assert web.get("/health").status_code == 200


def test_in_production_plain_http_is_refused(client: TestClient) -> None:
    """People read why; the machine itself may ask how it is."""
    web = served(trusted_proxies=("192.0.2.7",), production=True)
    assert "https://" in web.get("/").text
    assert web.get("/api/procedures").status_code == 403
    assert web.get("/health").status_code == 200
    assert web.get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 200


@pytest.mark.parametrize("name", ["Host", "Origin", "Referer", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"])
@pytest.mark.parametrize("value", ["http://[::1", "[::1", "[v1.x]", "[::1]:99999", "a:b:c", "a/b?c#d", "¼", "x" * 9000])
def test_a_header_that_cannot_be_read_is_no_fault(client: TestClient, name: str, value: str) -> None:
    """Whatever reads it: pages that name their own address, forms, JSON."""
    web = served(trusted_proxies=("192.0.2.7",))
    given = {name: value.encode("latin-1")}
    for path in ("/", "/api", "/thu-tuc/1.001193", "/thu-tuc/1.001193/phieu", "/staff", "/nothing"):
        assert web.get(path, headers=given).status_code < 500, path
    assert web.post("/staff/sign-in", data={"a": "b"}, headers=given).status_code in (403, 422)
    assert web.delete("/api/chat/conversation-1", headers=given).status_code < 500
