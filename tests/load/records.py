"""Measure imports and search over as many procedures as a city has, made by multiplying the catalogue."""

import gzip
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from procedures_db.engine import open_engine, open_sessions
from procedures_db.everyday import read_everyday
from procedures_db.facts_city import Searched
from procedures_db.importers.catalogue import read_catalogue
from procedures_db.importers.loader import load
from procedures_db.lexicon import read_lexicon
from procedures_db.queries.searching import searched_procedures
from procedures_db.search import Search, SearchIndex
from tests.e2e.conftest import MOTCUA, ROOT
from tests.factories import NOW, procedure
from tests.procedures_db.exports import export

Measured = tuple[str, str, str]
CITY, COUNTRY = 3_087, 30_000
CHANNELS = {"post": "postal"}
QUESTIONS = ROOT / "nlu_data" / "documents.yml"


def records(folder: Path) -> Iterator[Measured]:
    """Import, import again, read a PDF, search: each in a process of its own or over its own database."""
    source = Path(os.environ.get("MOTCUA_RECORDS") or multiplied(folder / "records.jsonl.gz"))
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/records.sqlite3"}
    subprocess.run([*MOTCUA, "db", "upgrade"], cwd=ROOT, env=environment, check=True, capture_output=True)
    most = 0.0
    for label, goal in (("empty database", "≤ 60 s"), ("unchanged", "≤ 20 s")):
        seconds, megabytes = importing(source, environment)
        most = max(most, megabytes)
        yield f"import of {CITY:,} records, {label}", f"{seconds:.1f} s", goal
    yield "most memory of an import", f"{most:.0f} MB", "≤ 600 MB"
    yield "one PDF of 40 pages", f"{pdf_seconds(folder):.2f} s", "≤ 1 s"
    yield "first search after an import of one record", following(environment["DATABASE_URL"]), "≤ 1 s"
    yield from searches(environment["DATABASE_URL"])


def importing(source: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Run the command; return its seconds and the most megabytes it had resident."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*MOTCUA, "import", str(source)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss * 1024 / 1e6


def following(url: str) -> str:
    """Search, load one more procedure, search for it: return the time that the second search took."""
    sessions = open_sessions(open_engine(url))
    search = Search(sessions)
    search.find("khai sinh")
    load(sessions, [procedure("1.999999", short_name="Cấp giấy quạ đen")], NOW)
    begun = time.perf_counter()
    if search.find("quạ đen").matches[0].code != "1.999999":
        raise RuntimeError("the procedure that was loaded last is not found")
    return f"{time.perf_counter() - begun:.2f} s"


def searches(url: str) -> Iterator[Measured]:
    """Build the index of the database and one of many times its size, and ask both what people ask."""
    with open_sessions(open_engine(url))() as session:
        entries = list(searched_procedures(session, read_everyday()))
    for searched, goal in ((entries, "≤ 5 ms"), (multiply(entries), "≤ 30 ms")):
        begun = time.perf_counter()
        index = SearchIndex(searched, read_lexicon())
        yield f"index of {len(searched):,} procedures", f"{time.perf_counter() - begun:.2f} s", "≤ 3 s"
        spent = sorted(map(index_milliseconds, [index] * len(questions()), questions()))
        p50, p95 = statistics.median(spent), spent[int(len(spent) * 0.95)]
        yield f"search over {len(searched):,}, p50 / p95", f"{p50:.1f} / {p95:.1f} ms", goal


def multiply(entries: list[Searched]) -> list[Searched]:
    """Return as many procedures as there may ever be, made of these under other codes and names."""
    times = -(-COUNTRY // len(entries))
    return [renamed(entry, turn) for turn in range(times) for entry in entries][:COUNTRY]


def renamed(entry: Searched, turn: int) -> Searched:
    """Return the entry under another code and other names."""
    return replace(entry, code=f"{entry.code}-{turn}", names=[f"{name} {turn}" for name in entry.names])


def index_milliseconds(index: SearchIndex, text: str) -> float:
    """Find one text; return the milliseconds."""
    begun = time.perf_counter()
    index.find(text)
    return (time.perf_counter() - begun) * 1000


def questions() -> list[str]:
    """Return what people ask, as the training data has it."""
    return [line.strip("- \n") for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if "    - " in line]


def multiplied(path: Path) -> Path:
    """Write as many published records as a city has, made of our own catalogue under other codes and names."""
    base = [published(record) for record in read_catalogue()]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number in range(CITY):
            record = base[number % len(base)]
            turn = number // len(base)
            changed = {"code": f"1.{number:06}", "name": f"{record['name']} {turn}", "decision": f"{turn}/QĐ-BTP"}
            file.write(json.dumps({**record, **changed}, ensure_ascii=False) + "\n")
    return path


def published(record: Any) -> dict[str, Any]:
    """Turn a record of the catalogue into the words of docs/records.md."""
    version = record.versions[-1]
    return {
        "name": record.name,
        "sector": record.sector,
        "levels": [record.level.value],
        "agency": version.agency,
        "authority": version.authority,
        "documents": [
            {"name": paper.name, "original": paper.originals, "copies": paper.copies} for paper in version.documents
        ],
        "fees": [
            {"channel": CHANNELS.get(channel, channel), "amount_vnd": fee.amount, "status": "stated"}
            for fee in version.fees
            for channel in fee.channels
        ],
        "durations": [
            {
                "channel": CHANNELS.get(channel, channel),
                "value": float(length.value),
                "unit": length.unit.value,
                "status": "stated",
            }
            for length in version.processing_times
            for channel in length.channels
        ],
        "steps": "\n".join(version.steps * 3),
        "result": "\n".join(version.results),
        "legal_basis": [law.dict() for law in version.legal_basis],
        "source": "portal-pdf",
        "snapshot": "2026-07-17",
    }


def pdf_seconds(folder: Path) -> float:
    """Read an export of about forty pages in a process of its own; return the seconds of reading alone."""
    lines = "cần cho việc này \n" * 3
    papers = [(f"Giấy tờ thứ {number} \n{lines}", "Mẫu.pdf", "1 bản chính") for number in range(360)]
    path = export(folder / "1.000001.pdf", papers=papers)
    code = (
        "import sys, time; from datetime import date; from pathlib import Path;"
        "from procedures_db.importers.pdf.export import read_export;"
        "begun = time.perf_counter(); list(read_export(Path(sys.argv[1]), date(2026, 7, 17)));"
        "print(time.perf_counter() - begun)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)
