"""Find procedures by what people call them, over whatever the database holds now."""

from procedures_db.search.index import Match, SearchIndex
from procedures_db.search.live import Search

__all__ = ["Match", "Search", "SearchIndex"]
