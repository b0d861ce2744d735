"""Read what is set beside the procedures: local rules, places, life events, the working calendar."""

from pathlib import Path

from procedures_db.importers.catalogue import CATALOGUE, parse_yaml
from procedures_db.records_life_events import LifeEventsFile
from procedures_db.records_local import CalendarFile, LocalRulesFile
from procedures_db.records_places import CommunesFile, OfficesFile


def read_local_rules(folder: Path = CATALOGUE) -> LocalRulesFile:
    """Read local_rules.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "local_rules.yml", LocalRulesFile)


def read_offices(folder: Path = CATALOGUE) -> OfficesFile:
    """Read offices.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "offices.yml", OfficesFile)


def read_calendar(folder: Path = CATALOGUE) -> CalendarFile:
    """Read calendar.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "calendar.yml", CalendarFile)


def read_communes(folder: Path = CATALOGUE) -> CommunesFile:
    """Read communes.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "communes.yml", CommunesFile)


def read_life_events(folder: Path = CATALOGUE) -> LifeEventsFile:
    """Read life_events.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "life_events.yml", LifeEventsFile)
