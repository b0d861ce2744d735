"""`motcua dossiers import`, run as a person runs it."""

import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import MOTCUA, ROOT, run
from tests.procedures_db.dossiers.exports import row, write_csv, write_xlsx
from tests.procedures_db.dossiers.made import SECRET

pytestmark = pytest.mark.rasa


@pytest.fixture
def register(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of an empty register."""
    own = {
        **environment,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'dossiers.sqlite3'}",
        "MOTCUA_DOSSIER_SECRET": SECRET,
    }
    assert run(["db", "upgrade"], own).returncode == 0
    return own


def test_exports_are_imported_tried_and_imported_again(register: dict[str, str], tmp_path: Path) -> None:
    """Counts on the output; faults and repeated rows, each with its place, beside it."""
    rows = [row(), row(Trạng_thái="Có kết quả"), row(Mã_hồ_sơ="x"), row(Mã_hồ_sơ="H24.11-261102-0013")]
    files = [str(write_csv(tmp_path / "a.csv", rows, "utf-16", "\t"))]
    files += [str(write_xlsx(tmp_path / "b.xlsx", [row(Mã_hồ_sơ="H24.11-261102-0014")]))]
    dry = run(["dossiers", "import", *files, "--dry-run"], register)
    assert dry.stdout == "Nothing was written: 3 new, 0 changed, 0 unchanged, 0 older, 1 repeated, 1 rejected\n"
    done = run(["dossiers", "import", *files], register)
    assert done.returncode == 1
    assert done.stdout == "3 new, 0 changed, 0 unchanged, 0 older, 1 repeated, 1 rejected\n"
    assert "rejected a.csv:4: Mã hồ sơ: 'x' is no dossier code" in done.stderr
    assert "repeated a.csv:2: the same dossier as a.csv:3" in done.stderr
    again = run(["dossiers", "import", *files], register)
    assert again.stdout == "0 new, 0 changed, 3 unchanged, 0 older, 1 repeated, 1 rejected\n"
    older = run(["dossiers", "import", *files, "--on", "2026-11-20"], register)
    assert "3 older" in older.stdout


@pytest.mark.parametrize(
    ("changes", "arguments", "sentence"),
    [
        ({"MOTCUA_DOSSIER_SECRET": ""}, ["a.csv"], "Set MOTCUA_DOSSIER_SECRET first"),
        ({"MOTCUA_DOSSIER_SECRET": "short"}, ["a.csv"], "at least 32 characters"),
        ({}, ["none.csv"], "There is no file"),
        ({}, ["a.pdf"], "cannot be imported"),
        ({}, ["a.csv", "--on", "2026-12-01"], "must not lie in the future"),
    ],
)
def test_what_cannot_be_done_ends_in_one_sentence(
    register: dict[str, str], tmp_path: Path, changes: dict[str, str], arguments: list[str], sentence: str
) -> None:
    """And writes nothing."""
    write_csv(tmp_path / "a.csv", [row()])
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    told = [str(tmp_path / each) if "." in each else each for each in arguments]
    done = run(["dossiers", "import", *told], {**register, **changes})
    assert done.returncode == 1
    assert sentence in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert stored(tmp_path) == 0


def test_a_killed_import_leaves_whole_rows_and_is_finished_by_the_next(
    register: dict[str, str], tmp_path: Path
) -> None:
    """Batches are written whole."""
    rows = 20_000
    codes = (f"H24.11-261102-{number:06}" for number in range(rows))
    table = write_csv(tmp_path / "a.csv", (row(Mã_hồ_sơ=code) for code in codes))
    process = subprocess.Popen([*MOTCUA, "dossiers", "import", str(table)], cwd=ROOT, env=register)
    while stored(tmp_path) == 0 and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    left = stored(tmp_path)
    assert left % 2000 == 0
    done = run(["dossiers", "import", str(table)], register)
    assert done.stdout.startswith(f"{rows - left} new, 0 changed, {left} unchanged")


def stored(folder: Path) -> int:
    """Return how many dossiers the register has."""
    with sqlite3.connect(folder / "dossiers.sqlite3") as connection:
        return int(connection.execute("SELECT count(*) FROM dossier").fetchone()[0])
