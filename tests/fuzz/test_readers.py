"""Whatever is read from outside is read, or refused as its reader says; nothing else is ever raised."""

import gzip
import io
import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session, sessionmaker
from telegram import Update, User

from bot.channels.telegram.callbacks import decode
from bot.channels.telegram.updates import read_update
from bot.pages.form_tokens import proves
from bot.payloads import plain_unless_payload
from bot.recording import gist_of
from procedures_db.dossiers.codes import find_dossier_codes
from procedures_db.dossiers.factors import factor_told
from procedures_db.dossiers.importing import Order as ExportOrder
from procedures_db.dossiers.importing import import_exports
from procedures_db.dossiers.keys import Keys
from procedures_db.importers.importing import Order, Report, import_file
from procedures_db.redaction import redact, redact_message
from procedures_db.spreadsheets.workbook_writing import write_workbook
from procedures_db.text import fold, tidy
from tests.factories import DAY, NOW
from tests.fuzz.generated import INTENTS, anything, often, payloads, texts
from tests.procedures_db.published import published

pytestmark = pytest.mark.slow
BOT = User(id=1, first_name="Một Cửa", is_bot=True, username="motcua_bot")
NOT_AN_UPDATE = (AttributeError, KeyError, TypeError, ValueError)  # what the webhook answers with 422


@often(400)
@given(texts | payloads())
def test_every_text_is_read(text: str) -> None:
    """By what looks for codes, numbers, payloads and words in it."""
    find_dossier_codes(text)
    factor_told(text)
    gist_of(text)
    redact(text)
    redact_message(text)
    fold(tidy(text))
    plain_unless_payload(tidy(text), INTENTS)
    decode(text[:64])
    assert not proves(text, "s" * 43)


person = st.fixed_dictionaries({"id": st.integers(), "is_bot": st.booleans(), "first_name": texts})
chat = st.fixed_dictionaries(
    {"id": st.integers(), "type": st.sampled_from(["private", "group", "supergroup", "channel", "?"])}
)
message = st.fixed_dictionaries(
    {"message_id": st.integers(), "date": st.integers(0, 2**31), "chat": chat},
    optional={
        "from": person,
        "text": texts,
        "photo": st.lists(anything, max_size=1),
        "entities": anything,
        "reply_to_message": anything,
        "message_thread_id": st.integers(),
        "is_topic_message": st.booleans(),
    },
)
query = st.fixed_dictionaries(
    {"id": texts, "from": person, "chat_instance": texts}, optional={"message": message, "data": texts}
)
updates = st.fixed_dictionaries(
    {"update_id": st.integers()},
    optional={
        "message": message | anything,
        "edited_message": message,
        "callback_query": query | anything,
        "channel_post": message,
    },
)


@often(300)
@given(updates | st.dictionaries(texts, anything, max_size=3))
def test_an_update_of_telegram_is_read_or_refused(data: dict[str, Any]) -> None:
    """Also one that Telegram would never send; what was read is understood or left."""
    try:
        update = Update.de_json(json.loads(json.dumps(data)), None)
    except NOT_AN_UPDATE:
        return
    read_update(update, BOT)


@pytest.fixture(scope="module")
def maker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> sessionmaker[Session]:
    """Sessions on a database that all examples write to."""
    from procedures_db.engine import migrate, open_engine, open_sessions

    migrate(url := f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'fuzz.sqlite3'}")
    return open_sessions(open_engine(url))


def imported(maker: sessionmaker[Session], path: Path) -> Report:
    """Import a file; everything that is wrong with it is in the report."""
    report = Report()
    for _ in import_file(maker, path, Order(NOW, DAY, DAY, False), report):
        pass
    return report


@st.composite
def changed_records(draw: Any) -> dict[str, Any]:
    """Return a published record with a few values that do not belong there."""
    record = published(draw(st.sampled_from(["1.000001", "1.000002"]) | texts))
    for key in draw(st.lists(st.sampled_from(sorted(record)), max_size=3)):
        record[key] = draw(anything)
    if isinstance(fees := record["fees"], list) and fees and isinstance(fees[0], dict):
        record["fees"] = [fees[0] | {draw(st.sampled_from(["amount_vnd", "channel", "text"])): draw(anything)}]
    return record


@often(150)
@given(records=st.lists(changed_records() | anything, min_size=1, max_size=3))
def test_a_record_that_makes_no_sense_is_rejected(
    maker: sessionmaker[Session], tmp_path_factory: pytest.TempPathFactory, records: list[Any]
) -> None:
    """Each line is taken in or named in the report."""
    path = tmp_path_factory.mktemp("lines") / "records.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    report = imported(maker, path)
    assert sum(report.outcomes.values()) + len(report.rejected) == len(records)


def broken(whole: bytes) -> st.SearchStrategy[bytes]:
    """Return a file that was cut, or of which some bytes were changed, or another one."""
    cut = st.integers(0, len(whole)).map(lambda end: whole[:end])
    spot = st.tuples(st.integers(0, len(whole) - 1), st.binary(min_size=1, max_size=40))
    changed = st.lists(spot, min_size=1, max_size=4).map(lambda spots: _overwritten(whole, spots))
    return cut | changed | st.binary(max_size=400)


def _overwritten(whole: bytes, spots: list[tuple[int, bytes]]) -> bytes:
    data = bytearray(whole)
    for at, piece in spots:
        data[at : at + len(piece)] = piece
    return bytes(data)


def workbook(folder: Path) -> bytes:
    """Return the bytes of an empty workbook."""
    write_workbook(folder / "whole.xlsx", [])
    return (folder / "whole.xlsx").read_bytes()


def pdf() -> bytes:
    """Return a small PDF."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(buffer := io.BytesIO())
    canvas.drawString(72, 720, "1.000001")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["records.jsonl", "records.jsonl.gz", "records.xlsx", "record.pdf", "procedures.csv"])
def test_a_damaged_file_is_refused_in_a_sentence(
    maker: sessionmaker[Session], tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    """Cut, changed, or something else altogether."""
    folder = tmp_path_factory.mktemp("damaged")
    lines = json.dumps(published()).encode()
    whole = {
        "records.jsonl": lambda: lines,
        "records.jsonl.gz": lambda: gzip.compress(lines),
        "records.xlsx": lambda: workbook(folder),
        "record.pdf": pdf,
        "procedures.csv": lambda: "code,name\n1.000001,Cấp giấy\n".encode(),
    }[name]()

    @often(60)
    @given(broken(whole))
    def read(data: bytes) -> None:
        path = folder / name
        path.write_bytes(data)
        with suppress(ValueError):
            imported(maker, path)

    read()


HEADER = "Mã hồ sơ;Tên thủ tục;Ngày tiếp nhận;Ngày hẹn trả;Trạng thái;Số điện thoại\n"
ROW = "H24.12.5-261101-0001;Cấp giấy;01/11/2026;20/11/2026;Đang xử lý;0912345678\n"


@often(150)
@given(broken((HEADER + ROW * 2).encode()) | texts.map(lambda text: (HEADER + text).encode("utf-8", "replace")))
def test_a_damaged_export_of_dossiers_is_refused_in_a_sentence(
    maker: sessionmaker[Session], tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Of any encoding, with any cells."""
    path = tmp_path_factory.mktemp("exports") / "export.csv"
    path.write_bytes(data)
    order = ExportOrder(Keys(b"k" * 32), datetime(2026, 11, 22, 9), False)
    with suppress(ValueError):
        import_exports(maker, [path], order)
