"""Telegram in trouble: limits, faults, kills, forged calls, a Telegram that cannot be reached."""

from collections.abc import Callable

import httpx
import pytest

from tests.e2e.conftest import free_port
from tests.e2e.telegram_door import NEEDED, SECRET, Bot, fake, made, person, polling, token, turns, wait_for, webhook
from tests.e2e.telegram_person import Person
from tests.e2e.telegram_shim import Fault, Shim

__all__ = ["fake", "made", "person", "polling", "webhook"]  # fixtures that the tests here ask for
pytestmark = NEEDED


def test_one_message_arrives_after_limits_faults_and_silence(person: Person) -> None:
    """429, 500, and a request that never gets through."""
    person.say("xin chào")
    person.wait(2)
    person.shim.faults["sendMessage"].extend([Fault(429, retry_after=1), Fault(500), Fault(silence=6)])
    before = len(person.shim.called("sendMessage"))
    person.say("đăng ký kết hôn cần gì")
    assert "kết hôn" in person.wait()[0]
    person.silence()
    assert len(person.shim.called("sendMessage")) - before == 4


def test_a_person_who_blocked_the_bot_is_left_alone(person: Person) -> None:
    """Not tried again; the next message is answered."""
    person.shim.faults["sendMessage"].append(Fault(403))
    before = len(person.shim.called("sendMessage"))
    person.say("xin chào")
    person.silence()
    assert len(person.shim.called("sendMessage")) - before == 1
    person.say("xin chào")
    person.wait()


def test_chats_go_on_side_by_side_and_in_order(polling: tuple[Bot, Shim]) -> None:
    """Eight people, each with two questions sent at once."""
    people = [Person(polling[1], token(100)) for _ in range(8)]
    for each in people:
        each.say("đăng ký kết hôn cần gì")
        each.say("mat bao nhieu tien")
    for each in people:
        texts = each.wait(3)
        assert [("Giấy tờ" in texts[1]), ("hí" in texts[2])] == [True, True]


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_a_killed_server_sends_what_it_had_answered_and_asks_nobody_again(
    made: Callable[..., tuple[Bot, Shim]], mode: str
) -> None:
    """Killed between the answer and its sending: nothing twice, nothing lost, also of what came meanwhile."""
    number = {"polling": 300, "webhook": 400}[mode]
    hook = {"TELEGRAM_WEBHOOK_URL": "https://motcua.example.vn", "TELEGRAM_SECRET": SECRET}
    bot, shim = made(number, **(hook if mode == "webhook" else {}))
    bot.start(mode)
    person = Person(shim, token(number))
    person.say("xin chào")
    person.wait(2)
    shim.faults["sendMessage"].extend([Fault(silence=30)])
    before = len(shim.called("sendMessage"))
    person.say("đăng ký kết hôn cần gì")
    wait_for(lambda: len(shim.called("sendMessage")) > before)
    bot.kill()
    assert turns(bot, person) == 2
    person.say("mat bao nhieu tien")
    bot.start(mode)
    texts = person.wait(2)
    if mode == "webhook":  # calls that are repeated come in any order
        texts.sort(key=lambda text: "Giấy tờ" not in text)
    assert "Giấy tờ" in texts[0]
    assert "hí" in texts[1]
    person.silence(2)
    assert turns(bot, person) == 3
    bot.stop()
    bot.start(mode)
    person.silence(2)
    assert turns(bot, person) == 3


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "é"])
def test_a_call_without_the_secret_is_not_listened_to(webhook: tuple[Bot, Shim], secret: str | None) -> None:
    """Before its body is read: it may be as large as it likes."""
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    calls = len(webhook[1].calls)
    refused = httpx.post(f"{webhook[0].address}/telegram", json={"update_id": 1}, headers=headers)
    assert refused.status_code == 403
    assert len(webhook[1].calls) == calls


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"update_id": 5, "message": 7}', 422),
        (b'{"update_id": 900000}', 200),
        (b'{"a": "' + b"a" * 70000 + b'"}', 413),
    ],
)
def test_a_call_with_the_secret_and_a_broken_body_is_refused(
    webhook: tuple[Bot, Shim], content: bytes, status: int
) -> None:
    """Never a 5xx."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "content-type": "application/json"}
    assert httpx.post(f"{webhook[0].address}/telegram", content=content, headers=headers).status_code == status


def test_a_telegram_that_cannot_be_reached_holds_nothing_up(made: Callable[..., tuple[Bot, Shim]]) -> None:
    """The pages are served meanwhile; it is found when it comes back; the token is in no log."""
    bot, shim = made(500, TELEGRAM_API=f"http://127.0.0.1:{free_port()}")
    bot.start("unreachable")
    answer = httpx.post(f"{bot.address}/api/chat", json={"text": "đăng ký kết hôn cần gì"}, timeout=30)
    assert answer.status_code == 200
    assert httpx.post(f"{bot.address}/telegram", json={}).status_code in (404, 405)
    bot.stop()
    bot.environment["TELEGRAM_API"] = shim.address
    shim.faults["getMe"].extend([Fault(500), Fault(401)])
    shim.faults["getUpdates"].extend([Fault(500), Fault(409)])
    bot.start("polling")
    wait_for(lambda: len(shim.called("getUpdates")) > 2)
    wait_for(lambda: bot.health() == "polling")
    person = Person(shim, token(500))
    person.say("xin chào")
    person.wait(2)
    bot.stop()
    assert "Telegram cannot be reached" in bot.log.read_text()
    assert "Telegram can be reached again" in bot.log.read_text()


def test_the_door_is_closed_without_a_token(server: str) -> None:
    """And everything else is open."""
    assert httpx.get(f"{server}/health").json()["telegram"] == "closed"
    assert httpx.post(f"{server}/telegram", json={}).status_code == 404
