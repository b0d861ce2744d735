"""Search over the database as it is now."""

from dataclasses import dataclass

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.everyday import everyday_phrases
from procedures_db.fresh import Fresh
from procedures_db.lessons import Lessons
from procedures_db.lexicon import read_lexicon
from procedures_db.queries.searching import searched_procedures
from procedures_db.search.index import Counts, Found, SearchIndex


@dataclass(frozen=True)
class Built:
    """How many procedures the index holds, of which revision of the database, and how many seconds it is old."""

    size: int
    revision: int
    seconds: float


class Search:
    """The index of the database as it is now; built anew when the database has changed."""

    def __init__(self, sessions: sessionmaker[Session], lessons: Lessons | None = None) -> None:
        """Remember where to read, and the lessons, by default those this process goes by; nothing is read yet."""
        words, everyday = read_lexicon(lessons), everyday_phrases(lessons)
        counts = Counts(words.weak_words)
        self._index = Fresh(
            sessions, lambda session: SearchIndex(searched_procedures(session, everyday), words, counts)
        )

    def find(self, text: str, limit: int = 4) -> Found:
        """Return the procedures that a text may mean."""
        return self._index.get().find(text, limit)

    def built(self) -> Built | None:
        """Return how the index is, None before the first search."""
        kept = self._index.kept()
        return None if kept is None else Built(len(kept[1].codes), kept[0], kept[2])
