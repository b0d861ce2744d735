"""Several processes on two machines: order, once, limits, new models and data, kills, exchange, one who polls."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.channels.telegram.secrecy import conversation_of
from bot.training import fingerprint, model_path
from procedures_db.engine import open_engine, open_sessions
from procedures_db.facts_lessons import Taught
from procedures_db.models import Turn
from procedures_db.queries.lessons import add_lesson
from procedures_db.queries.model_versions import begin_trial, end_trial, put_in_force
from procedures_db.vocabulary import LessonKind
from tests.e2e.conftest import ROOT, free_port, run
from tests.e2e.machines import BOT, LOOKUPS, Machine, Machines, Queue, machines, proxied, seconds_until
from tests.e2e.telegram_door import SECRET, fake, token, wait_for
from tests.e2e.telegram_person import Person
from tests.e2e.telegram_shim import Shim
from tests.factories import DAY, NOW
from tests.postgresql import programs
from tests.procedures_db.published import published, write
from tests.redis_server import program

__all__ = ["fake", "machines"]  # fixtures that the tests here ask for
pytestmark = [
    pytest.mark.rasa,
    pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed"),
    pytest.mark.skipif(program() is None, reason="Redis is not installed"),
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed"),
    pytest.mark.xdist_group("workers"),
]
SOON = 15  # seconds on a busy machine; `make load` measures
SEEN = 12  # new connections to a machine, after which each of its two processes has most likely answered


@contextmanager
def database(machines: Machines) -> Iterator[Session]:
    """The database that they share."""
    engine = open_engine(machines.database)
    with open_sessions(engine).begin() as session:
        yield session
    engine.dispose()


@pytest.mark.parametrize("number", range(3))
def test_messages_of_a_conversation_are_answered_in_the_order_in_which_two_machines_got_them(
    machines: Machines, number: int
) -> None:
    """The second one goes on with what the first one was about."""
    name = f"order-over-machines-{number}"
    queue = Queue(machines, f"conversation:{name}")
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(machines.one.say, "đăng ký kết hôn cần gì", name)
        queue.wait_for(1)
        second = pool.submit(machines.two.say, "mat bao nhieu tien", name)
        queue.wait_for(2)
        queue.leave()
        assert first.result()[-1]["aspect"] == "documents"
        assert (second.result()[-1]["procedure_code"], second.result()[-1]["aspect"]) == ("1.000894", "fee")


def test_a_message_sent_to_two_machines_at_once_is_answered_once(machines: Machines) -> None:
    """Both get the same answer, and one turn is recorded."""
    name = "once-over-machines"
    queue = Queue(machines, f"conversation:{name}")
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(machine.say, "đăng ký tạm trú cần gì", name, "message-1")
            for machine in (machines.one, machines.two)
        ]
        queue.wait_for(2)
        queue.leave()
        assert both[0].result() == both[1].result()
    with database(machines) as session:
        assert session.scalar(select(func.count()).select_from(Turn).where(Turn.conversation_id == name)) == 1


def test_limits_count_over_machines_and_processes(machines: Machines) -> None:
    """Sixty look-ups a minute are sixty, wherever they are asked."""
    begun, passed = time.monotonic(), 0
    for number in range(200):
        address = (machines.one, machines.two)[number % 2].address
        passed += httpx.get(f"{address}/api/nothing").status_code == 404
        if number - passed > 20:
            break
    earned = (time.monotonic() - begun) * LOOKUPS / 60
    assert LOOKUPS <= passed <= LOOKUPS + earned + 2


def test_what_is_imported_is_answered_by_all_processes_within_seconds(machines: Machines, tmp_path: Path) -> None:
    """By its name, which nobody was trained on."""
    record = published("1.999001", name="Cấp thẻ chuồn chuồn ớt")
    done = run(["import", str(write(tmp_path, record))], machines.one.environment)
    assert done.returncode == 0, done.stderr

    def answered(machine: Machine) -> bool:
        said = [machine.say("cấp thẻ chuồn chuồn ớt cần gì", f"imported-{time.monotonic_ns()}") for _ in range(SEEN)]
        return all(answers[-1].get("procedure_code") == "1.999001" for answers in said)

    assert seconds_until(lambda: answered(machines.one) and answered(machines.two), 30) < SOON


def test_what_is_published_is_served_by_all_processes_within_seconds(machines: Machines) -> None:
    """Model and lesson, here a name that was taught."""
    archive = model_path(ROOT / "models").read_bytes()
    given = {"kind": LessonKind.NAME, "text": "giấy bướm đêm", "target": "1.000894"}
    with database(machines) as session:
        number = add_lesson(session, Taught(0, NOW, "minh", **given, question="giấy bướm đêm", code="1.000894"))  # type: ignore[arg-type]
        version = begin_trial(session, [number], NOW, "minh")
        end_trial(session, version, {}, fingerprint(), archive)
        put_in_force(session, version, None, NOW, DAY, "minh")

    def served(machine: Machine) -> bool:
        return all(machine.health()["model"].endswith(f"-v{version}.tar.gz") for _ in range(SEEN))

    assert seconds_until(lambda: served(machines.one) and served(machines.two), 30) < SOON
    for machine in (machines.one, machines.two):
        assert machine.say("giấy bướm đêm cần gì", f"published-{machine.log.stem}")[-1]["procedure_code"] == "1.000894"


def test_another_process_polls_when_the_one_that_did_is_killed(machines: Machines) -> None:
    """Within seconds; a chat keeps its order, and nothing is answered twice."""
    person = Person(machines.shim, token(BOT))
    person.say("đăng ký kết hôn cần gì")
    person.wait(2)
    asked: Callable[[], int] = lambda: len(machines.shim.called("getUpdates"))  # noqa: E731
    assert machines.one.health()["telegram"] == "polling"
    assert {machines.two.health()["telegram"] for _ in range(SEEN)} == {"waiting"}
    assert machines.one.process is not None
    machines.one.process.kill()
    machines.one.process.wait(10)
    before = asked()
    person.say("mat bao nhieu tien")
    person.say("nop o dau")
    assert seconds_until(lambda: asked() > before, 30) < 10
    fees, place = person.wait(2)
    assert "hí" in fees
    assert "ộp" in place
    person.silence()


def test_people_are_answered_while_redis_is_gone_and_all_agree_again_when_it_is_back(machines: Machines) -> None:
    """No restart; health tells."""
    two = machines.two
    machines.redis.kill()
    for number in range(8):
        assert two.say("đăng ký kết hôn cần gì", f"without-redis-{number}")[-1]["procedure_code"] == "1.000894"
    wait_for(lambda: all(two.health()["redis"] == "unreachable" for _ in range(SEEN)), 10)
    machines.redis.start()
    assert seconds_until(lambda: all(two.health()["redis"] == "ok" for _ in range(SEEN)), 20) < SOON
    assert two.say("mat bao nhieu tien", "without-redis-1")[-1]["procedure_code"] == "1.000894"


class Crowd:
    """People who ask at addresses all the time; each answer is checked."""

    def __init__(self, *addresses: str, again: bool) -> None:
        """Say whether they send a message again when it got lost, as the widget does."""
        self._addresses, self._again, self._over = addresses, again, threading.Event()
        self.answered = 0
        self.lost: list[str] = []

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask until the block ends: two on new connections, two on lasting ones."""
        threads = [threading.Thread(target=self._ask, args=(number, number % 2 == 0)) for number in range(4)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join(90)

    def _ask(self, number: int, lasting: bool) -> None:
        client = httpx.Client(timeout=60)
        turn = 0
        while not self._over.is_set():
            turn += 1
            body = {"text": "đăng ký kết hôn cần gì", "conversation_id": f"crowd-{number}-{id(self)}"}
            body["message_id"] = f"message-{turn}"
            if not lasting:
                client.close()
                client = httpx.Client(timeout=60)
            self._send(client, self._addresses[number // 2 % len(self._addresses)], body)
            self._over.wait(0.1)

    def _send(self, client: httpx.Client, address: str, body: dict[str, str]) -> None:
        for _ in range(3 if self._again else 1):
            try:
                answer = client.post(f"{address}/api/chat", json=body)
                assert answer.json()["messages"][-1]["procedure_code"] == "1.000894"
                self.answered += 1
                return
            except (httpx.TransportError, AssertionError, KeyError) as error:
                fault = repr(error)
        self.lost.append(fault)


def test_a_killed_process_is_replaced_and_no_message_is_lost_that_is_sent_again(machines: Machines) -> None:
    """By SIGKILL, under load, as the widget sends."""
    before = machines.two.workers()
    killed = min(before)
    crowd = Crowd(machines.two.address, again=True)
    with crowd.asking():
        time.sleep(1)
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: len(machines.two.workers() - {killed}) == 2, 30)
        time.sleep(1)
    assert crowd.lost == []
    assert crowd.answered > 10


def test_all_processes_are_exchanged_one_after_another_without_losing_a_message(
    machines: Machines, tmp_path: Path
) -> None:
    """SIGHUP under load, directly and through the proxy; nothing is sent again, and nobody waits for a process that begins."""
    before = machines.two.workers()
    assert machines.two.process is not None
    with proxied(machines.two, tmp_path) as proxy, (crowd := Crowd(machines.two.address, proxy, again=False)).asking():
        time.sleep(1)
        machines.two.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "All workers were exchanged" in machines.two.log.read_text(), 120)
    assert crowd.lost == []
    assert crowd.answered > 10
    after = machines.two.workers()
    assert len(after) == 2
    assert after.isdisjoint(before)


@pytest.fixture
def called(machines: Machines, fake: str, tmp_path: Path) -> Iterator[tuple[Machine, Shim]]:
    """Two processes that another bot's Telegram calls by webhook."""
    shim = Shim(fake, free_port())
    stop = shim.start()
    webhook = {"TELEGRAM_WEBHOOK_URL": "https://motcua.example.vn", "TELEGRAM_SECRET": SECRET}
    telegram = {"TELEGRAM_TOKEN": token(BOT + 1), "TELEGRAM_API": shim.address, **webhook}
    environment = {**machines.two.environment, **telegram, "MOTCUA_PORT": str(free_port())}
    machine = Machine(environment, tmp_path / "called.log")
    shim.bot = machine.address
    machine.start("serve")
    yield machine, shim
    machine.stop()
    stop()


def test_processes_that_telegram_calls_keep_the_order_of_a_chat_and_answer_once(
    machines: Machines, called: tuple[Machine, Shim]
) -> None:
    """Whichever is called; an update that comes to both at once is answered by one."""
    machine, shim = called
    wait_for(lambda: len(machine.workers()) == 2 and shim.webhook is not None)
    for _ in range(3):
        person = Person(shim, token(BOT + 1))
        person.say("đăng ký kết hôn cần gì")
        person.wait(2)
        queue = Queue(machines, f"chat:{conversation_of(person.token, person.chat, None)}")
        person.say("mất bao nhiêu tiền")
        queue.wait_for(1)
        person.say("nộp ở đâu")
        time.sleep(0.3)  # it waits here or, in the process that has the first one, before the common queue
        queue.leave()
        fees, place = person.wait(2)
        assert "hí" in fees
        assert "ộp" in place
    update = {"update_id": 900_000, "message": {**person._message(), "message_id": 77, "text": "mất bao lâu"}}
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    with ThreadPoolExecutor(4) as calling:
        sent = [
            calling.submit(httpx.post, f"{machine.address}/telegram", json=update, headers=headers) for _ in range(4)
        ]
    assert {each.result().status_code for each in sent} <= {200, 503}
    person.wait(1)
    person.silence()
