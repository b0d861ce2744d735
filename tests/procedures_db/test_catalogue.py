"""The curated catalogue: every file is acceptable, and a bad one is named."""

import shutil
from pathlib import Path

import pytest

from procedures_db.importers.catalogue import CATALOGUE, CatalogueError, check_all, procedure_files, read_procedure

pytestmark = pytest.mark.slow

GOOD = (CATALOGUE / "1.001193.yml").read_text(encoding="utf-8")


def test_every_file_of_the_catalogue_is_in_order() -> None:
    """What is shipped is valid, and no name leads to two procedures."""
    assert check_all() == []


def test_the_catalogue_covers_the_sectors_people_ask_about() -> None:
    """At least 130 procedures in at least 25 sectors."""
    lines = [line for path in procedure_files() for line in path.read_text(encoding="utf-8").splitlines()]
    sectors = [line for line in lines if line.startswith("sector:")]
    assert len(sectors) >= 130
    assert len(set(sectors)) >= 25


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("    source:\n", "    source_:\n", "source"),
        ("short_name:", "shortname:", "shortname"),
        ("value: 0", "value: -1", "value"),
        ("unit: working_day", "unit: fortnight", "unit"),
        ("retrieved_on: 2026-06-10", "retrieved_on: 2026-13-10", "month must be in"),
        ('code: "1.001193"', 'code: "1.001194"', "not named by its code"),
        ("code:", "code: [", "not readable as YAML"),
    ],
)
def test_a_file_with_a_fault_is_refused_by_name(tmp_path: Path, before: str, after: str, reason: str) -> None:
    """The message tells the file and the fault."""
    assert before in GOOD
    path = tmp_path / "1.001193.yml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=reason) as caught:
        read_procedure(path)
    assert "1.001193.yml" in str(caught.value)


def test_a_name_of_two_procedures_and_a_dangling_rule_are_reported(tmp_path: Path) -> None:
    """The check looks across files too."""
    (tmp_path / "1.001193.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "1.001194.yml").write_text(GOOD.replace("1.001193", "1.001194"), encoding="utf-8")
    rules = (CATALOGUE / "local_rules.yml").read_text(encoding="utf-8")
    (tmp_path / "local_rules.yml").write_text(rules.replace("[on_time]", "[never]"), encoding="utf-8")
    for name in ("offices.yml", "calendar.yml", "communes.yml", "life_events.yml"):
        shutil.copy(CATALOGUE / name, tmp_path)
    faults = "\n".join(check_all(tmp_path))
    assert "is a name of 1.001193 too" in faults
    assert "has no circumstance 'never'" in faults
    (tmp_path / "offices.yml").write_text("offices: [{key: a, colour: red}]")
    assert "offices.yml: offices.0.colour: extra fields not permitted" in check_all(tmp_path)


def test_nothing_in_the_catalogue_names_a_district_office() -> None:
    """There have been no districts since 1 July 2025."""
    for path in CATALOGUE.glob("*.yml"):
        text = path.read_text(encoding="utf-8").lower()
        assert not any(word in text for word in ("ubnd quận", "ubnd huyện", "nhân dân cấp huyện", "nhân dân quận"))
