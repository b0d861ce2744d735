"""A process takes up what is put in force, and keeps what it has when that cannot be loaded."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.settings import read_settings
from bot.teaching.following import Following
from bot.teaching.models import OF_FILES, NoModel, in_force, made_model, model_file, stored_model, write_whole
from bot.training import fingerprint, write_examples
from procedures_db.facts_lessons import Taught
from procedures_db.lessons import NONE, taught, teach
from procedures_db.queries.lessons import add_lesson
from procedures_db.queries.model_versions import begin_trial, end_trial, put_in_force
from procedures_db.vocabulary import LessonKind
from tests.factories import DAY, NOW

pytestmark = pytest.mark.slow
Sessions = sessionmaker[Session]


class Exchanged:
    """Stands in for the assistant: remembers which agents it was given; loads what is whole."""

    def __init__(self) -> None:
        """Begin with none."""
        self.agents: list[str] = []

    def load(self, model: Path) -> str:
        """Read the file."""
        if model.read_bytes() != b"whole":
            raise OSError("not a model")
        return model.name

    def exchange(self, agent: str) -> None:
        """Remember it."""
        self.agents.append(agent)


def published(sessions: Sessions, archive: bytes, files: str | None = None) -> int:
    """Teach a name, try it and put it in force; return the number of the version."""
    with sessions.begin() as session:
        given = {"kind": LessonKind.NAME, "text": "giấy xanh", "target": "1.000001"}
        number = add_lesson(session, Taught(0, NOW, "minh", **given, question="giấy xanh", code="1.000001"))  # type: ignore[arg-type]
        version = begin_trial(session, [number], NOW, "minh")
        end_trial(session, version, {}, files or fingerprint(), archive)
        release = in_force(sessions).release
        put_in_force(session, version, release or None, NOW, DAY, "minh")
    return version


@pytest.fixture
def follower(acting: Sessions, tmp_path: Path) -> Following:
    """A process that serves the model of the files."""
    settings = replace(read_settings(), models=tmp_path / "models")
    yield Following(Exchanged(), settings, acting, OF_FILES)
    teach(NONE)


def test_what_is_put_in_force_is_taken_up_with_its_lessons_and_given_up_again(
    follower: Following, acting: Sessions
) -> None:
    """Model and lessons together; looking again changes nothing."""
    version = published(acting, b"whole")
    asyncio.run(follower.look())
    asyncio.run(follower.look())
    assert follower._assistant.agents == [follower.name]  # type: ignore[attr-defined]
    assert follower.name.endswith(f"-v{version}.tar.gz")
    assert taught().names == {"1.000001": ["giấy xanh"]}
    write_whole(model_file(follower._settings.models, OF_FILES), b"whole")
    with acting.begin() as session:
        put_in_force(session, None, 1, NOW, DAY, "minh")
    asyncio.run(follower.look())
    assert (follower.name.endswith("-v1.tar.gz"), taught().names) == (False, {})


@pytest.mark.parametrize(("archive", "files"), [(b"damaged", None), (b"whole", "other files")])
def test_what_cannot_be_loaded_changes_nothing_and_is_told(
    follower: Following, acting: Sessions, archive: bytes, files: str | None
) -> None:
    """A damaged archive, or one of other files; the next release is taken up all the same."""
    published(acting, archive, files)
    asyncio.run(follower.look())
    assert follower._assistant.agents == []  # type: ignore[attr-defined]
    assert follower.fault is not None
    assert taught() is NONE
    published(acting, b"whole")
    asyncio.run(follower.look())
    assert (len(follower._assistant.agents), follower.fault) == (1, None)  # type: ignore[attr-defined]


def test_a_model_of_other_files_is_trained_anew_not_guessed(acting: Sessions, tmp_path: Path) -> None:
    """And one whose archive is there is written for this machine."""
    published(acting, b"whole", "other files")
    with pytest.raises(NoModel, match="motcua train"):
        stored_model(tmp_path, acting, in_force(acting))
    published(acting, b"whole")
    path = stored_model(tmp_path, acting, in_force(acting))
    assert path.read_bytes() == b"whole"
    assert made_model(tmp_path, acting, in_force(acting)) == path


def test_examples_are_written_as_rasa_reads_them(tmp_path: Path) -> None:
    """None make no file."""
    path = tmp_path / "taught.yml"
    write_examples({}, path)
    assert not path.exists()
    write_examples({"ask_fees": ["hết nhiêu", "tốn mấy đồng"]}, path)
    assert "intent: ask_fees" in path.read_text(encoding="utf-8")
    assert "- tốn mấy đồng" in path.read_text(encoding="utf-8")
