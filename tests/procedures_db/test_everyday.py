"""The phrases of everyday life by which procedures are asked for."""

from collections import defaultdict
from pathlib import Path

import pytest
from pydantic import ValidationError

from procedures_db.everyday import read_everyday
from procedures_db.records import ProcedureRecord
from procedures_db.text import fold

pytestmark = pytest.mark.slow

LONGEST = 18  # words


def test_a_phrase_belongs_to_one_procedure_and_is_no_name_of_another(catalogue: list[ProcedureRecord]) -> None:
    """Compared without diacritics."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for code, phrases in read_everyday().items():
        for phrase in phrases:
            owners[fold(phrase)].add(code)
    for record in catalogue:
        for name in (record.name, record.short_name, *record.aliases):
            if fold(name) in owners:
                owners[fold(name)].add(record.code)
    assert {phrase: codes for phrase, codes in owners.items() if len(codes) > 1} == {}


def test_phrases_are_short_and_every_curated_procedure_has_some(catalogue: list[ProcedureRecord]) -> None:
    """A phrase is the gist of a question, not a story."""
    everyday = read_everyday()
    assert [phrase for phrases in everyday.values() for phrase in phrases if len(phrase.split()) > LONGEST] == []
    assert [record.code for record in catalogue if len(everyday.get(record.code, [])) < 10] == []


def test_a_file_with_something_else_than_a_code_is_refused(tmp_path: Path) -> None:
    """Rather than never found."""
    (tmp_path / "names.yml").write_text("khai sinh: [làm giấy khai sinh]\n", encoding="utf-8")
    with pytest.raises(ValidationError):
        read_everyday(tmp_path)
