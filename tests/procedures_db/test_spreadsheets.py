"""Spreadsheets out and in again: nothing is lost, whatever the texts are."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.catalogue import procedure_files, read_procedure
from procedures_db.importers.fingerprint import fingerprint_of
from procedures_db.importers.importing import files_in
from procedures_db.importers.loader import load
from procedures_db.importers.spreadsheets import read_tables, read_workbook
from procedures_db.queries.export import live_records
from procedures_db.records import ProcedureRecord, VersionRecord
from procedures_db.source_keys import with_plain_keys
from procedures_db.spreadsheets.cell_texts import clean, decode_xlsx, encode_xlsx, guard, join_list, split_list, unguard
from procedures_db.spreadsheets.table_writing import write_tables
from procedures_db.spreadsheets.workbook_writing import CellTooLong, write_workbook
from tests.factories import NOW, fee, procedure, source, version
from tests.procedures_db.workbooks import office_sheets, records_in, write_by_hand, write_tables_by_hand

pytestmark = pytest.mark.slow

NASTY = ["=1+1", "+84", "-1", "@SUM(A1)", "a\n=b\r\nc\rd", 'a "b", c; d', "a | b", "'=x", "''", "'s", "a\\|b\\n", "\\"]
ODD = ["e\u0302\u0323", "😀", "#REF!", "TRUE", "8.000", "_x000D_", "_x005F_x0041_x0042_", "\x07\x0b", "\uffff", "1/2"]
texts = st.one_of(
    st.sampled_from([*NASTY, *ODD]),
    st.builds("".join, st.lists(st.sampled_from([*NASTY, *ODD, " ", "\t", "ệ"]), min_size=1, max_size=4)),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
).filter(lambda text: bool(clean(text)))  # what nobody can see is as good as nothing
maybe = st.none() | texts
days = st.dates(date(1, 1, 2), date(2026, 6, 9)) | st.none()


@st.composite
def versions(draw: st.DrawFn) -> dict[str, Any]:
    """A version of odd texts, as an office might have published it."""
    case = {"key": "case_1", "label": "Mua", "words": draw(st.lists(texts, max_size=3))}
    fact = {"condition": draw(maybe), "note": draw(maybe), "circumstances": draw(st.sampled_from([[], ["case_1"]]))}
    return version(
        origin=draw(st.sampled_from(["official", "official", "official"])),
        jurisdiction=draw(st.sampled_from(["national", "city", "other_province", "internal"])),
        decision={"number": draw(maybe), "issuer": draw(texts), "issued_on": draw(days)},
        source=source(url=draw(maybe)),
        other_sources={"s1": source(title=draw(texts), number=draw(maybe))},
        summary=draw(texts),
        circumstances=[case],
        documents=[
            {"name": draw(texts), "certified": draw(st.booleans()), "form": draw(maybe), "source": "s1", **fact}
        ],
        fees=[fee(amount=draw(st.integers(0, 10**18 - 1)), effective_to=draw(days), **fact)],
        processing_times=[
            {"channels": ["online"], "value": draw(st.sampled_from(["0", "0.5", "12.25", "30"])), **TIME}
        ],
        steps=draw(st.lists(texts, max_size=3)),
        eligibility=draw(st.lists(texts, max_size=2)),
    )


TIME = {"unit": "working_day", "at_most": True, "cutoff_hour": 15}
procedures = st.builds(
    lambda name, aliases, held: procedure(name=name, aliases=aliases, versions=held),
    texts,
    st.lists(texts, max_size=3, unique_by=lambda text: text.strip().casefold()),
    st.lists(versions(), min_size=1, max_size=2),
)


@settings(max_examples=7, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(records=st.lists(procedures, min_size=1, max_size=2))
def test_whatever_a_record_says_it_says_after_going_out_and_in(
    records: list[ProcedureRecord], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As a workbook and as CSV files."""
    folder = tmp_path_factory.mktemp("round")
    records = [record.copy(update={"code": f"1.00000{number}"}) for number, record in enumerate(records)]
    write_workbook(folder / "x.xlsx", records)
    write_tables(folder / "x", records)
    assert records_in(read_workbook(folder / "x.xlsx")) == records
    assert records_in(read_tables(folder / "x/procedures.csv")) == records


@given(items=st.lists(texts.map(str.strip), max_size=4), text=texts)
def test_lists_and_texts_come_out_of_a_cell_as_they_went_in(items: list[str], text: str) -> None:
    """Separators, escapes, apostrophes and signs that XML cannot hold."""
    assert split_list(join_list(items)) == items
    assert unguard(guard(text)) == text
    assert decode_xlsx(encode_xlsx(text)) == text


@pytest.mark.parametrize("text", ["a|b", " a | b ", "a\nb", "a\r\n\r\nb |"])
def test_lists_written_by_hand_are_read(text: str) -> None:
    """With bars or line breaks."""
    assert split_list(text) == ["a", "b"]


def test_the_catalogue_goes_out_and_in_again_and_is_unchanged(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """Every sixth file, to be quick; tests/e2e/test_commands.py does so with all of them."""
    catalogue = [read_procedure(path) for path in procedure_files()[::6]]
    assert load(sessions, catalogue, NOW) == {"new": len(catalogue)}
    with sessions() as session:
        records = list(live_records(session))
    write_workbook(tmp_path / "all.xlsx", records)
    back = records_in(read_workbook(tmp_path / "all.xlsx"))
    assert back == records
    assert [len(record.versions) for record in back] == [len(record.versions) for record in catalogue]
    assert load(sessions, back, NOW) == {"unchanged": len(records)}


def test_an_empty_database_filled_from_an_export_exports_the_same(
    sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    """Versions of ours and of others, sources under other names, readings of three days of which two agree."""
    papers = [
        {"name": "A", "source": "mine"},
        {"name": "B", "source": "same"},
        {"name": "C", "source": "other"},
        {"name": "D", "source": "main"},
    ]
    named = {"other": source(title="Z"), "mine": source(title="Y"), "same": source(title="Y"), "main": source()}
    ours = version(documents=papers, other_sources={**named, "unused": source(title="X")})
    readings = [
        version(origin="official", summary=said, source=source(retrieved_on=date(2026, month, 1)))
        for said, month in (("Một.", 7), ("Hai.", 8), ("Một.", 9))
    ]
    given_record = procedure(versions=[ours, *readings])
    assert load(sessions, [given_record], NOW) == {"new": 1}
    with sessions() as session:
        (record,) = live_records(session)
    assert [version.source.retrieved_on.month for version in record.versions] == [6, 7, 8, 9]
    assert [paper.source for paper in record.versions[0].documents] == ["s1", "s1", "s2", None]
    assert [record.versions[0].other_sources[key].title for key in ("s1", "s2")] == ["Y", "Z"]
    assert load(sessions, [given_record], NOW) == load(sessions, [record], NOW) == {"unchanged": 1}


def test_what_a_number_or_a_key_is_written_like_says_nothing() -> None:
    """3.0 days are 3 days, and a source is what it says."""
    times = [{"channels": ["online"], "unit": "day", "value": value} for value in ("3", "3.0", "3.5")]
    whole, same, other = (version_of(processing_times=[time]) for time in times)
    assert fingerprint_of(whole) == fingerprint_of(same) != fingerprint_of(other)
    first, second = (
        version_of(other_sources={key: source(title="T")}, documents=[{"name": "A", "source": key}]) for key in "ab"
    )
    assert with_plain_keys(first) == with_plain_keys(second) != first


def version_of(**changes: Any) -> VersionRecord:
    """A valid version."""
    return VersionRecord.parse_obj(version(**changes))


def test_what_is_superseded_is_not_exported(sessions: sessionmaker[Session]) -> None:
    """Only the edition that replaced it."""
    for amount in (1000, 2000):
        load(sessions, [procedure(versions=[version(fees=[fee(amount=amount)])])], NOW)
    with sessions() as session:
        (record,) = live_records(session)
    assert [held.fees[0].amount for held in record.versions] == [2000]


def test_no_cell_is_ever_a_formula(tmp_path: Path) -> None:
    """Neither in a workbook nor, behind an apostrophe, in CSV."""
    nasty = [procedure(name=text, aliases=[text]) for text in [*NASTY[:1], "@x"]]
    write_workbook(tmp_path / "x.xlsx", nasty[:1])
    page = load_workbook(tmp_path / "x.xlsx")["procedures"]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}
    write_tables(tmp_path / "x", nasty[1:])
    assert ",'@x," in (tmp_path / "x/procedures.csv").read_text(encoding="utf-8-sig")


def test_a_text_longer_than_a_cell_is_refused_for_a_workbook_and_kept_in_csv(tmp_path: Path) -> None:
    """It is named, and no half file is left."""
    longest, longer = ([procedure(versions=[version(steps=["x" * size])])] for size in (32_767, 32_768))
    write_workbook(tmp_path / "fits.xlsx", longest)
    assert records_in(read_workbook(tmp_path / "fits.xlsx")) == longest
    with pytest.raises(CellTooLong, match=r"1\.000001.*statements\.text.*CSV"):
        write_workbook(tmp_path / "not.xlsx", longer)
    assert [path.name for path in tmp_path.iterdir()] == ["fits.xlsx"]
    write_tables(tmp_path / "csv", longer)
    assert records_in(read_tables(tmp_path / "csv/procedures.csv")) == longer


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Neither a file nor a folder that holds something; and a missing folder is named."""
    (tmp_path / "x.xlsx").write_text("mine")
    for write, path in ((write_workbook, tmp_path / "x.xlsx"), (write_tables, tmp_path)):
        with pytest.raises(FileExistsError, match="already"):
            write(path, [])
    with pytest.raises(FileNotFoundError, match="no folder"):
        write_workbook(tmp_path / "none/x.xlsx", [])
    assert (tmp_path / "x.xlsx").read_text() == "mine"


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")])
def test_a_minimal_sheet_of_an_office_becomes_a_procedure(tmp_path: Path, separator: str, encoding: str) -> None:
    """Code, name and the day of reading; the rest has defaults. A folder is imported by one of its files."""
    path = write_tables_by_hand(tmp_path, office_sheets(), separator, encoding)
    assert files_in([tmp_path]) == [path]
    (by_hand,) = records_in(read_tables(path))
    (record,) = records_in(read_workbook(write_by_hand(tmp_path / "x.xlsx", office_sheets())))
    assert record == by_hand
    assert (record.short_name, record.level.value) == ("Cấp giấy thử nghiệm", "other")
    held = record.versions[0]
    assert (held.origin.value, held.jurisdiction.value, held.summary) == ("official", "national", record.name)
    assert held.source.retrieved_on == date(2026, 11, 22)
    assert [word.value for word in held.channels] == ["in_person"]


def test_an_internal_code_is_internal_unless_the_sheet_says_otherwise(tmp_path: Path) -> None:
    """As in published records."""
    (record,) = records_in(read_workbook(write_by_hand(tmp_path / "x.xlsx", office_sheets("6.000001"))))
    assert record.versions[0].jurisdiction.value == "internal"


def test_a_fee_without_channels_is_for_all_of_its_version(tmp_path: Path) -> None:
    """None means all."""
    sheets = office_sheets()
    sheets["versions"] = [[*sheets["versions"][0], "channels"], [*sheets["versions"][1], "post\nonline"]]
    sheets["fees"][1][2] = None
    (record,) = records_in(read_workbook(write_by_hand(tmp_path / "x.xlsx", sheets)))
    assert [word.value for word in record.versions[0].fees[0].channels] == ["post", "online"]
