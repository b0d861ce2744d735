"""The commands, run as a person runs them."""

import json
import re
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, run
from tests.procedures_db.exports import export

pytestmark = pytest.mark.rasa
KEYS = [
    "question",
    "outcome",
    "intent",
    "confidence",
    "aspect",
    "procedure_code",
    "candidates",
    "text",
    "buttons",
    "ms",
]
OUTCOMES = {"answered", "asked_back", "refused", "smalltalk", "dossier", "feedback", "handoff"}


@pytest.mark.usefixtures("server")
def test_ask_answers_in_plain_text(environment: dict[str, str]) -> None:
    """To a person in a terminal."""
    done = run(["ask", "lệ phí đổi bằng lái xe"], environment)
    assert done.returncode == 0
    assert "135.000 đồng" in done.stdout


@pytest.mark.usefixtures("server")
def test_ask_json_answers_a_line_with_a_line_in_a_fresh_conversation(environment: dict[str, str]) -> None:
    """Broken UTF-8, empty lines and very long ones too."""
    questions = "đăng ký kết hôn cần gì\nmất bao nhiêu tiền\n\n🙂\n" + "a" * 10000 + "\nbằng lái xe\nxin chào"
    done = run(["ask", "--json"], environment, input=questions)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(line) for line in lines] == [KEYS] * 7
    assert {line["outcome"] for line in lines} <= OUTCOMES
    assert [line["outcome"] for line in lines] == [
        "answered",
        "asked_back",
        "refused",
        "refused",
        "refused",
        "asked_back",
        "smalltalk",
    ]
    assert lines[0]["procedure_code"] == "1.000894"
    assert lines[1]["procedure_code"] is None
    assert len(lines[5]["candidates"]) <= 4
    assert all("máy, không phải cán bộ" not in line["text"] for line in lines)


@pytest.mark.usefixtures("server")
def test_ask_json_can_start_with_a_procedure_under_discussion(environment: dict[str, str]) -> None:
    """And survives bytes that are no text."""
    done = run(
        ["ask", "--json", "--procedure", "1.001193"],
        environment,
        input="mất bao nhiêu tiền\n\udcff\udcfe\n",
        errors="surrogateescape",
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (lines[0]["procedure_code"], lines[0]["aspect"]) == ("1.001193", "fee")
    assert len(lines) == 2


@pytest.mark.usefixtures("server")
def test_show_and_history_print_the_record_and_its_versions(environment: dict[str, str]) -> None:
    """As text and as JSON, on any day."""
    shown = run(["show", "1.001612"], environment).stdout
    assert "fees: Lệ phí đăng ký kinh doanh" in shown
    assert "12/2026/NQ-HĐND" in shown
    record = json.loads(run(["show", "1.001612", "--json", "--on", "2026-07-01"], environment).stdout)
    assert sorted(found["amount"] for found in record["fees"]) == [50000, 150000]
    assert record["documents"][0]["source"]["retrieved_on"] == "2026-06-10"
    assert "2353/QĐ-BTC" in run(["history", "1.001612"], environment).stdout
    for arguments in (["show", "9.999999"], ["show", "1.001612", "--on", "2020-01-01"], ["history", "9.999999"]):
        refused = run(arguments, environment)
        assert refused.returncode == 1
        assert arguments[1] in refused.stderr


def test_a_folder_without_records_is_told_in_one_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    """Nothing is reported as imported."""
    done = run(["import", str(tmp_path)], environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == "There is nothing to import: no file of a known kind."


def test_a_pdf_goes_in_by_the_command_and_its_history_is_explained(environment: dict[str, str], tmp_path: Path) -> None:
    """Report, record with its doubts, standing of each version, and a curated file that became stale."""
    fresh = {**environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'pdf.sqlite3'}"}
    for command in (["db", "upgrade"], ["catalogue", "load"]):
        assert run(command, fresh).returncode == 0
    export(tmp_path / "ours.pdf", information={"Mã thủ tục": "1.001193", "Số quyết định": "999/QĐ-BTP"})
    export(tmp_path / "new.pdf", channels=[("Trực tiếp", "3", "90 VNĐ", "")])
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    dry = run(["import", str(tmp_path), "--on", "2026-10-01", "--dry-run"], fresh)
    assert "Nothing was written: 1 new, 1 new version" in dry.stdout
    found = tmp_path / "found.txt"
    done = run(["import", str(tmp_path), "--on", "2026-10-01", "--report", str(found)], fresh)
    lines = found.read_text(encoding="utf-8-sig").splitlines()
    assert "rejected,broken.pdf," in found.read_text(encoding="utf-8-sig")
    assert 'doubtful,new.pdf,"processing time, in_person",bare_number,3' in lines
    assert done.returncode == 1
    assert "1 new, 1 new version, 0 unchanged, 1 rejected" in done.stdout
    assert "rejected broken.pdf" in done.stdout
    assert "bare_number" in run(["show", "1.000001"], fresh).stdout
    told = run(["history", "1.001193"], fresh).stdout
    assert "gives way to a later decision" in told
    assert "999/QĐ-BTP" in told
    checked = run(["catalogue", "check"], fresh)
    assert checked.returncode == 1
    assert "1.001193.yml: gives way to a later decision" in " ".join(checked.stderr.split())


@pytest.mark.parametrize(
    ("changes", "arguments", "sentence"),
    [
        (
            {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"},
            ["serve"],
            "The database is missing. Run `motcua db upgrade`",
        ),
        ({"DATABASE_URL": "sqlite:////proc/motcua/x.sqlite3"}, ["db", "upgrade"], "folder cannot be made"),
        (
            {"MOTCUA_MODELS": "/nowhere"},
            ["ask", "x"],
            "There is no model of the present configuration. Run `motcua train`",
        ),
        ({"MOTCUA_PORT": "many"}, ["serve"], "MOTCUA_PORT must be a whole number"),
        ({"MOTCUA_TODAY": "tomorrow"}, ["ask", "x"], "MOTCUA_TODAY must be a date like 2026-11-22"),
        ({}, ["ask"], "Give either a question or --json"),
    ],
)
@pytest.mark.usefixtures("server")
def test_what_is_missing_is_told_in_one_sentence(
    environment: dict[str, str], changes: dict[str, str], arguments: list[str], sentence: str
) -> None:
    """Not in a traceback."""
    done = run(arguments, {**environment, "MOTCUA_PORT": "8123", **changes})
    assert done.returncode == 1
    assert sentence in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("server")
def test_a_taken_port_is_told_at_once(environment: dict[str, str]) -> None:
    """Before anything slow."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(["run"], {**environment, "MOTCUA_PORT": str(port)})
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert "Training" not in done.stderr


@pytest.mark.usefixtures("server")
def test_a_damaged_model_is_told_in_one_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    """With the command that makes a new one."""
    from bot.training import model_path

    model_path(tmp_path).write_bytes(b"not a model")
    done = run(["ask", "x"], {**environment, "MOTCUA_MODELS": str(tmp_path)})
    assert done.returncode == 1
    assert "The model cannot be read. Remove" in " ".join(done.stderr.split())


@pytest.mark.usefixtures("server")
def test_a_locked_database_is_told_in_one_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    """While another program writes."""
    path = tmp_path / "locked.sqlite3"
    locked = {**environment, "DATABASE_URL": f"sqlite:///{path}"}
    assert run(["db", "upgrade"], locked).returncode == 0
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    done = run(["catalogue", "load"], locked)
    holder.close()
    assert done.returncode == 1
    assert "database is locked" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_exported_is_imported_as_unchanged_and_fills_an_empty_database(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """The whole catalogue, as a workbook and as CSV files, to the last byte."""
    full, empty = (
        {**environment, "DATABASE_URL": f"sqlite:///{tmp_path}/{name}.sqlite3"} for name in ("full", "empty")
    )
    for database in (full, empty):
        assert run(["db", "upgrade"], database).returncode == 0
    assert run(["catalogue", "load"], full).returncode == 0
    for name in ("first", "first.xlsx"):
        assert run(["export", str(tmp_path / name)], full).returncode == 0
        report = run(["import", str(tmp_path / name)], full).stdout
        assert re.search(r"0 new, 0 new version, \d+ unchanged, 0 rejected", report), report
    assert run(["import", str(tmp_path / "first.xlsx")], empty).returncode == 0
    assert run(["export", str(tmp_path / "second")], empty).returncode == 0
    first, second = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("first", "second")
    )
    assert first == second


def test_a_template_is_never_written_over_and_an_export_has_one_of_two_shapes(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """Each said in one sentence."""
    path = tmp_path / "empty.xlsx"
    assert f"motcua import {path}" in run(["template", str(path)], environment).stdout
    for arguments, sentence in (
        (["template", str(path)], "already"),
        (["template", str(tmp_path / "empty.xls")], "must end with .xlsx"),
        (["export", str(tmp_path / "all.csv")], "must end with .xlsx, or be the name of a folder"),
    ):
        done = run(arguments, environment)
        assert (done.returncode, sentence in " ".join(done.stderr.split())) == (1, True), done.stderr


def test_every_command_is_in_the_readme(environment: dict[str, str]) -> None:
    """A command that nobody can read about is none."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for group in ([], ["db"], ["catalogue"], ["dossiers"], ["users"], ["audit"], ["follow-ups"], ["lessons"]):
        listing = run([*group, "--help"], environment).stdout
        for command in re.findall(r"^[│ ]+([a-z]+)  ", listing, re.MULTILINE):
            assert f"motcua {' '.join([*group, command])}" in readme, command


def test_rasa_s_own_commands_work_on_the_project(environment: dict[str, str], tmp_path: Path) -> None:
    """The data is valid, and the rules lead from the intents of every written conversation to its actions."""
    assert run(["rasa", "data", "validate", "--fail-on-warnings"], environment).returncode == 0
    done = run(["rasa", "test", "core", "--fail-on-prediction-errors", "--out", str(tmp_path)], environment)
    assert done.returncode == 0
    assert "all good" in (tmp_path / "failed_test_stories.yml").read_text()


@pytest.mark.usefixtures("server")
def test_retention_counts_first_and_then_takes_out(environment: dict[str, str]) -> None:
    """Texts older than the days given; what is no number of days is told in a sentence."""
    path = environment["DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO turn (at, day, hour, conversation_id, channel, text, outcome, milliseconds)"
            " VALUES ('2026-01-01 00:00:00', '2026-01-01', 9, 'retention-1', 'web', 'cũ', 'answered', 1)"
        )
        connection.execute(
            "INSERT INTO conversation (id, state, updated_at, expires_at)"
            " VALUES ('retention-1', '{}', '2026-01-01 00:00:00', '2026-01-02 00:00:00')"
        )
    connection.close()
    would = run(["retention", "--dry-run"], environment)
    told = " ".join(would.stderr.split())
    assert told.startswith("Would go: texts and ties of 1 messages")
    assert "1 states of conversations" in told
    assert " ".join(run(["retention"], environment).stderr.split()) == told.replace("Would go", "Gone")
    assert "of 0 messages" in " ".join(run(["retention", "--days", "1", "--dry-run"], environment).stderr.split())
    wrong = run(["retention"], {**environment, "MOTCUA_RETENTION_DAYS": "x"})
    assert (wrong.returncode, "MOTCUA_RETENTION_DAYS must be a whole number" in wrong.stderr) == (1, True)
