"""Models made of lessons: tried, put in force, taken back."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from procedures_db.facts_lessons import Released, Taught, VersionOfModel
from procedures_db.models import ModelVersion, Release, Settled
from procedures_db.queries.lessons import lessons_with
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import TrialState

KEPT = 5  # archives of the newest versions; older ones can be made again
LONGEST_TRIAL = timedelta(minutes=15)  # after which a trial that tells nothing was broken off


class NotPossible(ValueError):
    """A version cannot be made or put in force as things stand; another person may have been quicker."""


def begin_trial(session: Session, lessons: Collection[int], at: datetime, author: str) -> int:
    """Write that a model of these lessons is being made; return its number. Raise NotPossible while another one is."""
    session.execute(
        update(ModelVersion)
        .where(ModelVersion.state == TrialState.TRYING, ModelVersion.at < at - LONGEST_TRIAL)
        .values(state=TrialState.FAILED, fault="broken off")
    )
    if session.scalar(select(ModelVersion.id).where(ModelVersion.state == TrialState.TRYING)):
        raise NotPossible("another trial is under way")
    row = ModelVersion(at=at, author=author, lessons=sorted(lessons), state=TrialState.TRYING)
    session.add(row)
    session.flush()
    return row.id


def end_trial(session: Session, number: int, report: dict[str, Any], fingerprint: str, archive: bytes) -> None:
    """Keep what a trial found, and the model."""
    made = {"report": report, "fingerprint": fingerprint, "archive": archive}
    session.execute(_trying(number).values(state=TrialState.TRIED, **made))


def fail_trial(session: Session, number: int, fault: str) -> None:
    """Keep why a trial came to nothing."""
    session.execute(_trying(number).values(state=TrialState.FAILED, fault=fault))


def discard(session: Session, number: int) -> None:
    """Note that a tried version is not wanted; raise NotPossible when it is no such version."""
    tried = update(ModelVersion).where(ModelVersion.id == number, ModelVersion.state == TrialState.TRIED)
    if session.execute(tried.values(state=TrialState.DISCARDED, archive=None)).rowcount != 1:  # type: ignore[attr-defined]
        raise NotPossible("there is no such version")


def versions(session: Session, limit: int = 20) -> list[VersionOfModel]:
    """Return the newest versions, the newest first."""
    columns = (ModelVersion, ModelVersion.archive.is_not(None))
    rows = session.execute(select(*columns).order_by(ModelVersion.id.desc()).limit(limit))
    return [read_as(VersionOfModel, row, kept=kept) for row, kept in rows]


def version_of(session: Session, number: int) -> VersionOfModel | None:
    """Return one version."""
    columns = (ModelVersion, ModelVersion.archive.is_not(None))
    row = session.execute(select(*columns).where(ModelVersion.id == number)).one_or_none()
    return None if row is None else read_as(VersionOfModel, row[0], kept=row[1])


def archive_of(session: Session, number: int) -> bytes | None:
    """Return the archive of a version, None when it was dropped."""
    return session.scalar(select(ModelVersion.archive).where(ModelVersion.id == number))


def keep_archive(session: Session, number: int, fingerprint: str, archive: bytes) -> None:
    """Replace the archive of a version by one made of other files."""
    made = update(ModelVersion).where(ModelVersion.id == number)
    session.execute(made.values(fingerprint=fingerprint, archive=archive))


def releases(session: Session, limit: int = 20) -> list[Released]:
    """Return what was put in force, the latest first."""
    return [read_as(Released, row) for row in session.scalars(select(Release).order_by(Release.id.desc()).limit(limit))]


def current_release(session: Session) -> Released | None:
    """Return what is in force, None when nothing was ever put in force beside the files."""
    return next(iter(releases(session, 1)), None)


def lessons_in_force(session: Session) -> list[Taught]:
    """Return the lessons of the version in force."""
    release = current_release(session)
    version = version_of(session, release.version_id) if release and release.version_id else None
    return lessons_with(session, version.lessons) if version else []


def put_in_force(session: Session, number: int | None, seen: int | None, at: datetime, day: date, actor: str) -> None:
    """Put a tried version in force, or the files alone; what its lessons settled comes back if it does not help.

    `seen` is the release that whoever decides has seen in force. Raise NotPossible when another one is by now, or
    the version was not tried or its archive is gone.
    """
    current = current_release(session)
    if (current.id if current else None) != seen:
        raise NotPossible("another version was put in force meanwhile")
    version = version_of(session, number) if number is not None else None
    if number is not None and (version is None or version.state is not TrialState.TRIED or not version.kept):
        raise NotPossible("this version cannot be put in force")
    # The number is named, so that of two who decide at once the second fails.
    session.add(Release(id=(seen or 0) + 1, at=at, actor=actor, version_id=number))
    in_force = version.lessons if version else ()
    session.execute(update(Settled).where(Settled.lesson_id.in_(in_force)).values(returns_on=day))
    session.execute(
        update(Settled)
        .where(Settled.lesson_id.is_not(None), Settled.lesson_id.not_in(in_force))
        .values(returns_on=None)
    )
    _drop_old_archives(session, number)


def _drop_old_archives(session: Session, in_force: int | None) -> None:
    newest = select(ModelVersion.id).where(ModelVersion.archive.is_not(None)).order_by(ModelVersion.id.desc())
    old = [number for number in list(session.scalars(newest))[KEPT:] if number != in_force]
    session.execute(update(ModelVersion).where(ModelVersion.id.in_(old)).values(archive=None))


def _trying(number: int) -> Any:
    return update(ModelVersion).where(ModelVersion.id == number, ModelVersion.state == TrialState.TRYING)
