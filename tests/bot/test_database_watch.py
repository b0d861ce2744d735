"""Whether the database can be written is tried now and then, not for everybody who asks."""

from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from bot.database_watch import FRESH, DatabaseWatch
from procedures_db.engine import open_engine, open_sessions
from procedures_db.queries.condition import set_revision
from tests.bot.channels.test_watching import locked


def test_whoever_asks_again_and_again_takes_no_writer_s_turn(acting: sessionmaker[Session]) -> None:
    """Whether it can be written is tried once in five seconds, or when something was written after a failure."""
    seconds, tried = [0.0], []
    engine = open_engine(str(acting.kw["bind"].url), wait=0.1)
    event.listen(
        engine, "before_cursor_execute", lambda *given: tried.append(given[2]) if "BEGIN" in given[2] else None
    )
    watch = DatabaseWatch(engine, lambda: seconds[0])
    assert [watch.not_written() for _ in range(9)] == [None] * 9
    assert tried == ["BEGIN IMMEDIATE"]
    with locked(acting):
        seconds[0] = FRESH - 1
        assert watch.not_written() is None
        seconds[0] = FRESH
        assert watch.not_written() == "database is locked"
    assert watch.not_written() == "database is locked"
    with open_sessions(engine).begin() as session:
        set_revision(session, 7)
    assert watch.not_written() is None
    assert len(tried) == 3
