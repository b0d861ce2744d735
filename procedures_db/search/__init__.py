"""Find procedures by what people call them, over whatever the database holds now."""

from procedures_db.search.index import Found, Match, SearchIndex
from procedures_db.search.live import Search

__all__ = ["Found", "Match", "Search", "SearchIndex"]
