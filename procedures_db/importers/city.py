"""Read what is set beside the procedures: local rules, one-stop shops, the working calendar."""

from pathlib import Path

from procedures_db.importers.catalogue import CATALOGUE, parse_yaml
from procedures_db.records_local import CalendarFile, LocalRulesFile, OfficesFile


def read_local_rules(folder: Path = CATALOGUE) -> LocalRulesFile:
    """Read local_rules.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "local_rules.yml", LocalRulesFile)


def read_offices(folder: Path = CATALOGUE) -> OfficesFile:
    """Read offices.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "offices.yml", OfficesFile)


def read_calendar(folder: Path = CATALOGUE) -> CalendarFile:
    """Read calendar.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "calendar.yml", CalendarFile)
