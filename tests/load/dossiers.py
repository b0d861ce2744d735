"""Measure the import of dossiers and the look-up of one."""

import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from procedures_db.dossiers.attempts import Asker, try_factor
from procedures_db.dossiers.keys import Keys
from procedures_db.dossiers.register import Register
from procedures_db.engine import open_engine, open_sessions
from tests.e2e.conftest import MOTCUA, ROOT
from tests.procedures_db.dossiers.exports import row, write_csv, write_xlsx
from tests.procedures_db.dossiers.made import SECRET

Measured = tuple[str, str, str]
ROWS = 100_000
FIRST = datetime(2026, 1, 5)
LOOK_UPS = 200


def dossiers(folder: Path) -> Iterator[Measured]:
    """Import a hundred thousand rows as CSV and as a workbook, the same again, and look some up."""
    url = f"sqlite:///{folder}/dossiers.sqlite3"
    environment = {**os.environ, "DATABASE_URL": url, "MOTCUA_DOSSIER_SECRET": SECRET, "MOTCUA_TODAY": "2026-11-22"}
    subprocess.run([*MOTCUA, "db", "upgrade"], cwd=ROOT, env=environment, check=True, capture_output=True)
    table = write_csv(folder / "dossiers.csv", exported("Đang xử lý"))
    workbook = write_xlsx(folder / "dossiers.xlsx", exported("Có kết quả"))
    for label, path in (("CSV, all new", table), ("CSV, unchanged", table), ("XLSX, all changed", workbook)):
        begun = time.perf_counter()
        command = [*MOTCUA, "dossiers", "import", str(path)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        yield f"import of {ROWS:,} dossiers, {label}", f"{time.perf_counter() - begun:.1f} s", "≤ 60 s"
    yield "look-up of a dossier, p95", f"{look_up_milliseconds(url):.1f} ms", "≤ 50 ms"


def exported(state: str) -> Iterator[list[Any]]:
    """Make rows with codes, days and telephones of their own."""
    for number in range(ROWS):
        day = FIRST + timedelta(days=number % 300)
        yield row(
            Mã_hồ_sơ=code_of(number),
            Trạng_thái=state,
            Số_điện_thoại=f"09{number:08}",
            Ngày_tiếp_nhận=f"{day:%d/%m/%Y} 08:30",
            Ngày_hẹn_trả=f"{day + timedelta(days=10):%d/%m/%Y}",
        )


def code_of(number: int) -> str:
    """Return the code of a row."""
    return f"H24.11-{FIRST + timedelta(days=number % 300):%y%m%d}-{number:06}"


def look_up_milliseconds(url: str) -> float:
    """Open dossiers with the right digits; return the time that 95 of 100 need at most."""
    sessions = open_sessions(open_engine(url))
    register = Register(sessions, Keys(SECRET.encode()))
    spent = []
    for number in range(LOOK_UPS):
        begun = time.perf_counter()
        held = register.hold(code_of(number))
        found = try_factor(register, sessions, held, f"{number:08}"[-4:], Asker(f"bench-{number}", FIRST))
        spent.append((time.perf_counter() - begun) * 1000)
        if not hasattr(found, "state"):
            raise RuntimeError("a dossier that was imported is not found")
    return statistics.quantiles(spent, n=20)[-1]
