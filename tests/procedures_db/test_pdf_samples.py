"""Reading real exports, where a folder of them with their expected values is at hand (MOTCUA_EXPORTS)."""

import json
import os
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from procedures_db.importers.pdf.channels import read_channels
from procedures_db.importers.pdf.export import published
from procedures_db.importers.pdf.layout import read_layout
from procedures_db.importers.pdf.pages import read_pages
from procedures_db.importers.pdf.sections import share_out
from tests.procedures_db.test_pdf import READ_ON

FOLDER = os.environ.get("MOTCUA_EXPORTS", "")
SAMPLES = sorted(Path(FOLDER).glob("*.pdf")) if FOLDER else []
LEVELS = {"Bộ": "ministry", "Tỉnh": "province", "Xã": "commune", "Cơ quan khác": "other"}

pytestmark = pytest.mark.skipif(not SAMPLES, reason="MOTCUA_EXPORTS names no folder with exports")


def bare(text: str | None) -> str:
    """Return a text without white space, in one normal form."""
    return "".join(unicodedata.normalize("NFC", text or "").split())


def expected(path: Path) -> dict[str, Any]:
    """Return the values that stand beside a sample."""
    return json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_expected_within_a_second(path: Path) -> None:
    """Names, papers, laws and the place."""
    wanted = expected(path)
    started = time.perf_counter()
    record = published(path, READ_ON)
    assert time.perf_counter() - started < 1 + wanted["pages"] / 43
    for key in ("code", "name", "sector", "agency", "authority", "receiving_address"):
        assert bare(record[key]) == bare(wanted[key]), key
    assert bare(record["decision"]) == bare(wanted["decision_number"])
    assert bare(record["subjects"]) == bare(",".join(wanted["subjects"]))
    assert record["levels"] == [LEVELS[level] for level in wanted["levels"]]
    assert [bare(law["number"]) for law in record["legal_basis"]] == [*map(bare, wanted["legal_basis_codes"])]
    assert (record["locality"] == "Hải Phòng") == (wanted["province"] == "Hải Phòng")
    assert [told(paper, "original", "form") for paper in record["documents"]] == [
        told(paper, "originals", "form_file") for paper in wanted["documents"]
    ]
    cases = dict.fromkeys(bare(paper["case"]) for paper in record["documents"] if paper["case"])
    assert list(cases) == [*map(bare, wanted["cases"])]


def told(paper: dict[str, Any], originals: str, form: str) -> tuple[Any, ...]:
    """Return what a paper tells, under the names of either side."""
    texts = (bare(paper["name"]), bare(paper["case"]), bare(paper.get(form)))
    return *texts, paper[originals], paper["copies"], paper.get("is_note", False)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_rows_of_a_sample_are_read_as_expected(path: Path) -> None:
    """One word differs on purpose: a number without unit has a status of its own."""
    rows = read_channels(share_out(read_layout(read_pages(path)))["channels"])
    wanted = expected(path)["channels"]
    assert len(rows) == len(wanted)
    for row, want in zip(rows, wanted, strict=True):
        time_ = row["duration"]
        status = time_["status"].replace("bare_number", "doubtful")
        assert (row["channel"], bool(row["note"])) == (want["channel"], want["has_note"])
        assert bare(time_["text"]) == bare(want["duration_text"])
        assert (time_.get("value"), time_.get("unit")) == (want["duration_value"], want["duration_unit"])
        assert status == want["duration_status"]
        fees = [(bare(fee["text"]), fee.get("amount_vnd"), fee["status"]) for fee in row["fees"]]
        assert fees == [(bare(fee["text"]), fee["amount_vnd"], fee["status"]) for fee in want["fees"]]
