"""The status of a dossier is shown to whoever knows its code and four digits, and to nobody else."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from actions.dossier import Affirm, AnswerDossier
from actions.settings import BadSetting, dossier_settings
from procedures_db.vocabulary import DossierState
from tests.actions.conversation import run, tracker
from tests.procedures_db.dossiers.made import CODE, KEYS, PHONE, SECRET, add_dossier

HELD = KEYS.of_code(CODE)
UNKNOWN = "H24.11-261102-9999"


@pytest.fixture
def register(acting: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> sessionmaker[Session]:
    """A register that is connected."""
    monkeypatch.setenv("MOTCUA_DOSSIER_SECRET", SECRET)
    return acting


def opened(factor: str = PHONE, code: str = CODE) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give four digits for a code that is pending."""
    return run(AnswerDossier(), tracker(factor, {"dossier_pending": KEYS.of_code(code)}, factor=factor))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (CODE, "nộp ngày 02/11/2026"),
        ("H24.11-261301-0012", "có vẻ gõ nhầm"),
        ("H24.11-270801-0012", "có vẻ gõ nhầm"),
        (None, "giấy tiếp nhận"),
    ],
)
@pytest.mark.usefixtures("acting")
def test_without_a_source_the_code_is_checked_and_the_portal_named(code: str | None, says: str) -> None:
    """No status is invented."""
    message, _ = run(AnswerDossier(), tracker(**({"dossier_code": code} if code else {})))
    assert says in message["text"]
    assert "VNeID.\nNếu đã quá ngày hẹn" in message["text"]
    assert "dichvucong.gov.vn" in message["text"]
    assert message["custom"]["outcome"] == "dossier"


@pytest.mark.parametrize("code", [CODE, UNKNOWN])
def test_a_code_alone_tells_nothing_and_is_kept_as_its_key(register: sessionmaker[Session], code: str) -> None:
    """Known or not."""
    add_dossier(register)
    message, slots = run(AnswerDossier(), tracker(code, dossier_code=code))
    assert "4 số cuối" in message["text"]
    assert "Cấp giấy thử" not in message["text"]
    assert slots == {"dossier_pending": KEYS.of_code(code), "dossier_proposed": None}


def test_the_right_digits_show_what_may_be_shown(register: sessionmaker[Session]) -> None:
    """Two working days late on Sunday the 22nd: due on Wednesday."""
    add_dossier(register, due_at=datetime(2026, 11, 18))
    message, slots = opened()
    for words in (
        "đang giải quyết",
        "Cấp giấy thử",
        "02/11/2026, tại Phường Thử",
        "18/11/2026",
        "Chuyên viên thẩm định",
        "quá hẹn 2 ngày làm việc",
        "lúc 17:00 ngày 21/11/2026",
    ):
        assert words in message["text"]
    assert slots == {"dossier_pending": None}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"due_at": datetime(2026, 11, 25)}, "Còn trong hạn"),
        ({"due_at": datetime(2026, 11, 20)}, "có thể chưa cập nhật kết quả"),
        ({"due_at": None}, "Hẹn trả: chưa có thông tin"),
        ({"state": DossierState.RECEIVED, "due_at": datetime(2026, 11, 25)}, "đã tiếp nhận"),
        ({"state": DossierState.SUPPLEMENT}, "cần bổ sung"),
        ({"state": DossierState.SUSPENDED}, "tạm dừng"),
        ({"state": DossierState.READY, "finished_at": datetime(2026, 11, 23)}, "muộn 1 ngày làm việc"),
        ({"state": DossierState.READY, "finished_at": None}, "giấy tờ tùy thân"),
        ({"state": DossierState.RETURNED, "finished_at": datetime(2026, 11, 19)}, "Xong ngày: 19/11/2026\n"),
        ({"state": DossierState.WITHDRAWN}, "đã được rút"),
        ({"state": DossierState.REFUSED}, "không được giải quyết"),
    ],
)
def test_every_state_tells_what_to_do_next(register: sessionmaker[Session], changes: dict[str, Any], says: str) -> None:
    """And as of when it is known."""
    add_dossier(register, **changes)
    message, _ = opened()
    assert says in message["text"]
    assert "ngày 21/11/2026" in message["text"]


def test_an_unknown_code_and_wrong_digits_get_the_very_same_answers(register: sessionmaker[Session]) -> None:
    """Text, outcome, slots, until the lock and within it."""
    add_dossier(register)
    wrong, unknown = ([opened("0000", code) for _ in range(3)] for code in (CODE, UNKNOWN))
    assert wrong[0] == unknown[0]
    assert "Không có hồ sơ nào khớp" in wrong[0][0]["text"]
    assert wrong[0][1] == {}
    locked = opened("0000", UNKNOWN)
    assert "tạm khóa" in locked[0]["text"]
    assert "60 phút" in locked[0]["text"]
    assert opened(PHONE, CODE) == locked
    assert run(AnswerDossier(), tracker(CODE, dossier_code=CODE)) == locked


@pytest.mark.usefixtures("register")
def test_a_near_miss_is_confirmed_by_a_button_or_by_yes() -> None:
    """The button carries no code, and neither does the conversation."""
    message, slots = run(AnswerDossier(), tracker("x", dossier_repaired=CODE))
    assert f"Có phải mã hồ sơ {CODE} không?" in message["text"]
    assert message["buttons"] == [{"title": "Đúng mã này", "payload": '/ask_dossier{"dossier": "proposed"}'}]
    assert slots == {"dossier_proposed": HELD, "dossier_pending": None}
    for action, said in ((AnswerDossier(), {"dossier": "proposed"}), (Affirm(), {})):
        message, after = run(action, tracker("ừ", slots, **said))
        assert "4 số cuối" in message["text"]
        assert after == {"dossier_pending": HELD, "dossier_proposed": None}


@pytest.mark.usefixtures("register")
def test_a_near_miss_that_cannot_be_is_not_proposed() -> None:
    """A day that has not come."""
    message, slots = run(AnswerDossier(), tracker("x", dossier_repaired="H24.11-270801-0012"))
    assert "gõ nhầm" in message["text"]
    assert slots == {}


@pytest.mark.usefixtures("register")
def test_four_digits_without_a_code_are_not_understood() -> None:
    """And "yes" without a proposal is small talk."""
    message, _ = run(AnswerDossier(), tracker("5678", factor="5678"))
    assert message["custom"]["outcome"] == "refused"
    message, _ = run(Affirm(), tracker("vâng"))
    assert message["response"] == "utter_affirm"


@pytest.mark.usefixtures("register")
def test_without_a_code_it_is_asked_for() -> None:
    """A forged button too."""
    for said in ({}, {"dossier": "proposed"}):
        message, slots = run(AnswerDossier(), tracker("hồ sơ của tôi", **said))
        assert "Bạn gửi mã hồ sơ" in message["text"]
        assert slots == {}


def test_a_system_that_does_not_answer_is_told(
    register: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the code stays pending, enciphered."""
    monkeypatch.setenv("MOTCUA_DOSSIER_URL", "http://127.0.0.1:1/status")
    monkeypatch.setenv("MOTCUA_DOSSIER_TOKEN", "token")
    _, slots = run(AnswerDossier(), tracker(CODE, dossier_code=CODE))
    assert CODE not in slots["dossier_pending"]
    message, after = run(AnswerDossier(), tracker(PHONE, slots, factor=PHONE))
    assert "đang không trả lời" in message["text"]
    assert after == {}


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"SECRET": "x" * 31}, "MOTCUA_DOSSIER_SECRET"),
        ({"URL": "https://x.vn"}, "MOTCUA_DOSSIER_SECRET"),
        ({"SECRET": SECRET, "URL": "http://x.vn", "TOKEN": "t"}, "https"),
        ({"SECRET": SECRET, "URL": "https://x.vn"}, "MOTCUA_DOSSIER_TOKEN"),
        ({"SECRET": SECRET, "URL": "https://x.vn", "TOKEN": "a\nb"}, "MOTCUA_DOSSIER_TOKEN"),
    ],
)
def test_settings_that_cannot_be_used_are_named(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], named: str
) -> None:
    """Without telling the secret."""
    for name, value in settings.items():
        monkeypatch.setenv(f"MOTCUA_DOSSIER_{name}", value)
    with pytest.raises(BadSetting, match=named) as told:
        dossier_settings()
    assert SECRET not in str(told.value)


def test_settings_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a traceback."""
    monkeypatch.setenv("MOTCUA_DOSSIER_SECRET", SECRET)
    assert SECRET not in repr(dossier_settings())
