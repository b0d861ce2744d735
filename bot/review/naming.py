"""What procedures, communes and channels are called in figures."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from actions.rendering import words
from bot.nlu.lookups import lookups
from bot.review.tables import titles
from procedures_db.queries.names import PublishedName
from procedures_db.queries.places import known_communes


@dataclass(frozen=True)
class Names:
    """Names by code; what has no code, or none that is known, is called so."""

    session: Session

    def procedure(self, code: str | None) -> str:
        """Return the short name of a procedure with its code."""
        known = self._published.get(code or "")
        return f"{known.short_name} ({known.code})" if known else code or self.unknown

    def sector(self, code: str | None) -> str:
        """Return the sector of a procedure."""
        known = self._published.get(code or "")
        return known.sector if known else self.unknown

    def commune(self, code: str | None) -> str:
        """Return the kind and the name of a commune."""
        return self._communes.get(code or "") or code or self.unknown

    def channel(self, channel: str | None) -> str:
        """Return what a channel is called."""
        return str(titles()["channels"].get(channel, channel)) if channel else self.unknown

    @property
    def unknown(self) -> str:
        """Return what stands for no name."""
        return str(titles()["unknown"])

    @cached_property
    def _published(self) -> dict[str, PublishedName]:
        return lookups().published.get()

    @cached_property
    def _communes(self) -> dict[str, str]:
        kinds = words()["commune_kinds"]
        return {each.code: f"{kinds[each.kind]} {each.name}" for each in known_communes(self.session)}
