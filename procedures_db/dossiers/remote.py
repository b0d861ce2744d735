"""Dossiers of another system, asked over HTTP as docs/dossiers.md agrees."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from procedures_db.dossiers.answer import read_answer
from procedures_db.dossiers.breaker import CircuitBreaker
from procedures_db.dossiers.keys import Keys
from procedures_db.dossiers.status import DossierStatus, SourceDown

TRIES = 2
LARGEST = 64 * 1024  # bytes of an answer
NOT_FOUND = 404


@dataclass(frozen=True)
class Contract:
    """Where to ask, with which token, and how many seconds one try may take in all."""

    url: str
    token: str
    patience: float = 3.0


class _Failed(Exception):
    """A try that may be repeated."""


class RemoteSource:
    """Asks another system; conversations hold the code enciphered, for that system has to be told it."""

    def __init__(
        self,
        contract: Contract,
        keys: Keys,
        breaker: CircuitBreaker | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the contract and the secret's keys; the clock only measures seconds."""
        self._contract, self._keys, self._clock = contract, keys, clock
        self._breaker = breaker or CircuitBreaker(clock)
        self._client = httpx.Client(timeout=contract.patience, follow_redirects=False)

    def hold(self, code: str) -> str:
        """Return the code enciphered."""
        return self._keys.seal(code)

    def key(self, held: str) -> str | None:
        """Return the key of the code that is held."""
        code = self._keys.unseal(held)
        return None if code is None else self._keys.of_code(code)

    def is_left_alone(self) -> bool:
        """Say whether too much failed lately."""
        return self._breaker.is_open()

    def find(self, held: str, factor: str) -> DossierStatus | None:
        """Ask, once more after a failure; raise SourceDown when nothing comes of it, or too much failed before."""
        code = self._keys.unseal(held)
        if code is None:
            return None
        for _ in range(TRIES):
            if not self._breaker.allows():
                break
            try:
                found = self._ask(code, factor)
            except _Failed:
                self._breaker.note(succeeded=False)
            else:
                self._breaker.note(succeeded=True)
                return found
        raise SourceDown("the system of dossiers does not answer as agreed")

    def _ask(self, code: str, factor: str) -> DossierStatus | None:
        headers = {"Authorization": f"Bearer {self._contract.token}", "Accept": "application/json"}
        begun = self._clock()
        try:
            with self._client.stream(
                "POST", self._contract.url, json={"code": code, "factor": factor}, headers=headers
            ) as response:
                if response.status_code == NOT_FOUND:
                    return None
                response.raise_for_status()
                if response.status_code != httpx.codes.OK:
                    raise _Failed
                return read_answer(json.loads(self._body(response, begun)))
        except (httpx.HTTPError, ValueError, RecursionError) as error:
            raise _Failed from error

    def _body(self, response: Any, begun: float) -> bytes:
        """Read the answer within the time and the size that are agreed."""
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > LARGEST or self._clock() - begun > self._contract.patience:
                raise _Failed
        return bytes(body)
