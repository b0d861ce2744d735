"""Read what the city itself sets: local rules and one-stop shops."""

from pathlib import Path

from procedures_db.importers.catalogue import CATALOGUE, parse_yaml
from procedures_db.records_local import LocalRulesFile, OfficesFile


def read_local_rules(folder: Path = CATALOGUE) -> LocalRulesFile:
    """Read local_rules.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "local_rules.yml", LocalRulesFile)


def read_offices(folder: Path = CATALOGUE) -> OfficesFile:
    """Read offices.yml; raise CatalogueError when it is not acceptable."""
    return parse_yaml(folder / "offices.yml", OfficesFile)
