"""People who ask a server at the same time; what the asking itself costs is told apart."""

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field

import aiohttp

from tests.load.bench import QUESTIONS

LONGEST = 60  # seconds that a person waits for an answer


@dataclass
class Measured:
    """What came of it: milliseconds of each answer, what went wrong, and the asking's own seconds of processor."""

    seconds: float = 0.0
    own_seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        """How many answers a second."""
        return len(self.milliseconds) / self.seconds

    @property
    def own_milliseconds(self) -> float:
        """What a question costs the asking side of the processor."""
        return self.own_seconds * 1000 / max(1, len(self.milliseconds))

    def at(self, percent: int) -> float:
        """The milliseconds within which so many percent were answered."""
        return statistics.quantiles(self.milliseconds, n=100)[percent - 1]


async def ask(address: str, people: int, seconds: float, pause: float, name: str) -> Measured:
    """Let people talk for a while, each with a pause of about so many seconds after an answer (0: none)."""
    measured = Measured()
    until = time.perf_counter() + seconds
    chance = random.Random(1)
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    timeout = aiohttp.ClientTimeout(total=LONGEST)
    begun, cpu = time.perf_counter(), time.process_time()
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:

        async def person(number: int) -> None:
            await asyncio.sleep(chance.uniform(0, pause))
            turn = number
            while time.perf_counter() < until:
                body = {"text": QUESTIONS[turn % len(QUESTIONS)], "conversation_id": f"{name}-{number:05d}"}
                await one(session, f"{address}/api/chat", body, measured)
                turn += 1
                await asyncio.sleep(min(chance.uniform(0.5, 1.5) * pause, max(0.0, until - time.perf_counter())))

        await asyncio.gather(*[person(number) for number in range(people)])
    measured.seconds = time.perf_counter() - begun
    measured.own_seconds = time.process_time() - cpu
    return measured


async def one(session: aiohttp.ClientSession, url: str, body: dict[str, str], measured: Measured) -> None:
    """Ask once, and note how it went."""
    begun = time.perf_counter()
    try:
        async with session.post(url, json=body) as response:
            answer = await response.json(content_type=None)
            if response.status != 200 or not answer["messages"]:
                measured.faults.append(f"{response.status} {answer}")
                return
            if any(
                message["outcome"] == "refused" and "hệ thống đang bận" in message["text"]
                for message in answer["messages"]
            ):
                measured.faults.append("the assistant said that it is in trouble")
                return
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        measured.faults.append(repr(error))
        return
    measured.milliseconds.append((time.perf_counter() - begun) * 1000)
