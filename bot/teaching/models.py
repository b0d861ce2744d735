"""The model of the version in force, as a file of this machine, and the lessons that go with it."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from bot.training import fingerprint, model_path, train
from procedures_db.facts_lessons import VersionOfModel
from procedures_db.lessons import NONE, Lessons, teach
from procedures_db.queries.lessons import lessons_with, sort_lessons
from procedures_db.queries.model_versions import archive_of, current_release, keep_archive, version_of


class NoModel(RuntimeError):
    """There is no model of the version in force and the present files; the message says what to do."""


@dataclass(frozen=True)
class InForce:
    """The release that is in force (0 before the first), its version (None for the files alone), and its lessons."""

    release: int
    version: VersionOfModel | None
    lessons: Lessons

    @property
    def number(self) -> int | None:
        """Return the number of the version."""
        return self.version.id if self.version else None


OF_FILES = InForce(0, None, NONE)


def in_force(sessions: sessionmaker[Session]) -> InForce:
    """Read what is in force."""
    with sessions() as session:
        release = current_release(session)
        version = version_of(session, release.version_id) if release and release.version_id else None
        lessons = sort_lessons(lessons_with(session, version.lessons)) if version else NONE
    return InForce(release.id if release else 0, version, lessons)


def model_file(models: Path, present: InForce) -> Path:
    """Return where the model in force is, or is to be."""
    return model_path(models, present.number)


def stored_model(models: Path, sessions: sessionmaker[Session], present: InForce) -> Path:
    """Return the file of the model in force, written from the database where this machine has none.

    Raises NoModel when none was made of the present files.
    """
    path = model_file(models, present)
    if path.exists():
        return path
    version = present.version
    if version is None or version.fingerprint != fingerprint():
        raise NoModel("There is no model of the present configuration. Run `motcua train`.")
    with sessions() as session:
        archive = archive_of(session, version.id)
    if archive is None:
        raise NoModel(f"The archive of version {version.id} is gone. Run `motcua train`.")
    write_whole(path, archive)
    return path


def made_model(models: Path, sessions: sessionmaker[Session], present: InForce) -> Path:
    """Return the file of the model in force, trained anew where its files have changed."""
    try:
        return stored_model(models, sessions, present)
    except NoModel:
        teach(present.lessons)
        path = train(models, present.number)
    if present.number is not None:
        with sessions.begin() as session:
            keep_archive(session, present.number, fingerprint(), path.read_bytes())
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_suffix(f".{os.getpid()}")
    begun.write_bytes(content)
    begun.replace(path)
