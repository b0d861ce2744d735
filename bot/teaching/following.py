"""Follow what is put in force: exchange model and lessons of this process while it serves."""

import asyncio
import logging
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.background import beside
from bot.metrics import MODEL
from bot.nlu.lookups import lookups
from bot.settings import Settings
from bot.teaching.models import InForce, in_force, model_file, stored_model
from bot.warming import settle
from procedures_db.lessons import teach

OFTEN = 1.0  # seconds between two looks
log = logging.getLogger(__name__)


class Exchangeable(Protocol):
    """An assistant whose agent can be exchanged."""

    def load(self, model: Path) -> Any:
        """Return the agent of a model, beside the one that answers."""

    def exchange(self, agent: Any) -> None:
        """Answer by another agent from now on."""


class Following:
    """Loads what is put in force beside what answers, then exchanges both at once between two messages."""

    def __init__(
        self,
        assistant: Exchangeable,
        settings: Settings,
        sessions: sessionmaker[Session],
        serving: InForce,
    ) -> None:
        """Take who answers, and by what."""
        self._assistant = assistant
        self._settings = settings
        self._sessions = sessions
        self.serving = serving
        self.fault: str | None = None
        self._seen = serving.release
        self._tell()

    @property
    def name(self) -> str:
        """Return the name of the model that answers."""
        return model_file(self._settings.models, self.serving).name

    def running(self) -> AbstractAsyncContextManager[None]:
        """Look again and again, until the application ends."""
        return beside(self._run())

    async def look(self) -> None:
        """Exchange the model when another one was put in force; one that cannot be loaded changes nothing."""
        present = await asyncio.to_thread(in_force, self._sessions)
        if present.release == self._seen:
            return
        self._seen = present.release
        try:
            agent = await asyncio.to_thread(self._prepare, present)
        except Exception as error:  # whatever Rasa raises on a damaged archive
            log.exception("the version in force could not be loaded")
            self.fault = f"version {present.number}: {error}"
            return
        teach(present.lessons)
        self._assistant.exchange(agent)
        self.serving, self.fault = present, None
        self._tell()
        settle()

    def _prepare(self, present: InForce) -> Any:
        path = stored_model(self._settings.models, self._sessions, present)
        lookups(present.lessons).search.find("a")  # builds the index, so that nobody waits for it
        return self._assistant.load(path)

    def _tell(self) -> None:
        if MODEL is not None:
            MODEL.info({"version": self.name})

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(OFTEN)
            try:
                await self.look()
            except SQLAlchemyError:
                log.warning("what is in force is not known: the database does not answer")
