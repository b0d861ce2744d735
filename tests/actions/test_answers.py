"""What each aspect answers, and what it does when it does not know."""

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session, sessionmaker

from actions.deadline import AnswerDeadline
from actions.documents import AnswerDocuments
from actions.eligibility import AnswerEligibility
from actions.fees import AnswerFees
from actions.forms import AnswerForms
from actions.legal_basis import AnswerLegalBasis
from actions.online import AnswerOnline
from actions.place import AnswerPlace
from actions.procedure import AnswerOverview
from actions.results import AnswerResult
from actions.steps import AnswerSteps
from actions.target import Target
from procedures_db.importers.loader_city import load_local_rules
from tests.actions.conversation import run, tracker
from tests.factories import NOW, local_rules, rule

EVERY_ASPECT = [
    AnswerDeadline,
    AnswerDocuments,
    AnswerEligibility,
    AnswerFees,
    AnswerForms,
    AnswerLegalBasis,
    AnswerOnline,
    AnswerOverview,
    AnswerPlace,
    AnswerResult,
    AnswerSteps,
]
pytestmark = pytest.mark.usefixtures("acting")
TIED = [{"code": "1.000003", "basis": "by_name"}]


@pytest.mark.parametrize("action", EVERY_ASPECT)
@pytest.mark.parametrize("code", ["1.000001", "1.000002", "1.000003"])
def test_every_answer_shows_its_source_and_day_and_offers_more(action: type, code: str) -> None:
    """Whatever is asked, whatever is known."""
    message, slots = run(action(), tracker(procedure_code=code))
    assert (
        "Nguồn: Quyết định 1/QĐ-THU (Bộ Thử), Cổng thử, đọc ngày 10/06/2026. Chưa rõ ngày hiệu lực." in message["text"]
    )
    assert message["custom"]["outcome"] == "answered"
    assert message["custom"]["procedure_code"] == code
    assert message["buttons"]
    assert slots["procedure_code"] == code


@pytest.mark.parametrize("action", [AnswerDeadline, AnswerDocuments, AnswerFees, AnswerSteps, AnswerResult])
def test_what_is_unknown_is_said_to_be_unknown(action: type) -> None:
    """Never "free", never a guess; where to ask is named."""
    message, _ = run(action(), tracker(procedure_code="1.000003"))
    assert "hưa có thông tin" in message["text"]
    assert "Trung tâm Phục vụ hành chính công" in message["text"]
    assert "đồng" not in message["text"].replace("Hội đồng", "")
    assert "miễn phí" not in message["text"].lower()


def test_the_city_s_fee_names_its_resolution_and_a_channel_without_fee_is_unknown() -> None:
    """Zero online by resolution, 20.000 đồng at the desk."""
    message, _ = run(AnswerFees(), tracker(procedure_code="1.000001"))
    assert (
        "- 0 đồng/lần, nộp trực tuyến: Lệ phí thử, theo 9/2026/NQ-HĐND của thành phố từ 08/08/2026" in message["text"]
    )
    assert "- 20.000 đồng/lần, nộp trực tiếp: Lệ phí thử\n" in message["text"]
    message, _ = run(AnswerFees(), tracker(procedure_code="1.000002"))
    assert "Nộp trực tuyến: chưa có thông tin về mức thu" in message["text"]


def test_amounts_that_differ_only_in_their_condition_stand_in_one_table(acting: sessionmaker[Session]) -> None:
    """Under one heading, with the city's document once."""
    rules = local_rules(
        *(
            rule(key=key, channels=["in_person"], amount=amount, condition=condition, procedures=TIED)
            for key, amount, condition in (("person", 25000, "cá nhân"), ("company", 30000, "tổ chức"))
        )
    )
    with acting.begin() as session:
        load_local_rules(session, rules, NOW)
    message, _ = run(AnswerFees(), tracker(procedure_code="1.000003"))
    assert (
        "Lệ phí thử, nộp trực tiếp, theo 9/2026/NQ-HĐND của thành phố từ 08/08/2026 (*):\n"
        "- 25.000 đồng/lần (cá nhân)\n- 30.000 đồng/lần (tổ chức)\n" in message["text"]
    )
    assert "cán bộ sẽ xác nhận mức thu" in message["text"]


def test_a_circumstance_is_asked_for_with_buttons_and_then_kept() -> None:
    """Asked once: after the choice only what holds in it is shown."""
    message, slots = run(AnswerFees(), tracker(procedure_code="1.000002"))
    assert [button["title"] for button in message["buttons"]][:3] == ["Nộp sớm", "Nộp muộn", "Giấy tờ cần có"]
    assert [option["circumstance"] for option in slots["offered"]] == ["early", "late"]
    message, slots = run(AnswerFees(), tracker(procedure_code="1.000002", circumstance="late"))
    assert "50.000 đồng/lần" in message["text"]
    assert "Bạn thuộc trường hợp nào" not in message["text"]
    assert "Trường hợp: Nộp muộn" in message["text"]
    assert message["buttons"][0]["title"] == "Trường hợp khác"
    assert slots["circumstance"] == "late"
    kept = tracker(slots={"procedure_code": "1.000002", "circumstance": "early"})
    message, _ = run(AnswerDocuments(), kept)
    assert "Giấy giải trình" not in message["text"]


def test_a_circumstance_is_asked_for_once_and_anew_only_on_request() -> None:
    """The second answer lists all cases without asking; a button brings the question back."""
    _, slots = run(AnswerFees(), tracker(procedure_code="1.000002"))
    message, slots = run(AnswerDocuments(), tracker(slots=slots))
    assert "Bạn thuộc trường hợp nào" not in message["text"]
    assert "Giấy giải trình" in message["text"]
    again = message["buttons"][0]
    assert again["title"] == "Trường hợp khác"
    assert '"circumstance": "?"' in again["payload"]
    message, slots = run(AnswerDocuments(), tracker(slots=slots, procedure_code="1.000002", circumstance="?"))
    assert "Bạn thuộc trường hợp nào" in message["text"]
    assert slots["circumstance"] is None


@pytest.mark.parametrize(("said", "shown"), [("thế nộp muộn thì sao", "50.000"), ("con nop som", "20.000")])
def test_words_change_the_circumstance_that_was_kept(said: str, shown: str) -> None:
    """A fee of the wrong case must not come back."""
    for kept in ("early", "late"):
        slots = {"procedure_code": "1.000002", "circumstance": kept}
        message, after = run(AnswerFees(), tracker(said, slots=slots))
        assert shown in message["text"]
        assert ("50.000" in message["text"]) == (shown == "50.000")
        assert after["circumstance"] == ("late" if shown == "50.000" else "early")


def test_a_channel_that_the_question_names_is_answered_alone() -> None:
    """Zero online, without the amount of the desk."""
    message, _ = run(AnswerFees(), tracker(procedure_code="1.000001", channel="online"))
    assert "0 đồng/lần, nộp trực tuyến" in message["text"]
    assert "20.000" not in message["text"]


def test_an_overview_never_shows_an_amount_without_its_condition(acting: sessionmaker[Session]) -> None:
    """Free for somebody is not free."""
    conditional = rule(channels=["in_person"], condition="bản điện tử")
    with acting.begin() as session:
        load_local_rules(session, local_rules(conditional), NOW)
    message, _ = run(AnswerOverview(), tracker(procedure_code="1.000001"))
    assert "20.000 đồng/lần (nộp trực tiếp); có mức riêng theo trường hợp" in message["text"]
    assert " 0 đồng" not in message["text"]


def test_papers_to_hand_in_and_papers_to_show_stand_apart() -> None:
    """With what makes a paper needless."""
    message, _ = run(AnswerDocuments(), tracker(procedure_code="1.000002"))
    before, after = message["text"].split("Mang theo để xuất trình:")
    assert "Tờ khai (1 bản chính)" in before
    assert "Căn cước. Không cần nếu tra được" in after


def test_any_centre_takes_the_dossier() -> None:
    """And the known ones are named with their address."""
    message, _ = run(AnswerPlace(), tracker(procedure_code="1.000001"))
    assert "nào của Hải Phòng cũng được" in message["text"]
    assert "Trung tâm thử: số 1 phố Thử" in message["text"]


def test_an_unknown_code_is_refused_politely() -> None:
    """A typed payload with nonsense in it."""
    message, slots = run(AnswerFees(), tracker(procedure_code="x"))
    assert 'không có thủ tục mã "x"' in message["text"]
    assert message["custom"]["outcome"] == "refused"
    assert "procedure_code" not in slots


def test_every_aspect_has_its_words_and_its_action(acting: sessionmaker[Session]) -> None:
    """A button for each aspect leads to an action that answers it."""
    from actions.aspect import answer_aspect
    from actions.rendering import words
    from actions.reply import INTENTS

    assert set(INTENTS) == set(words()["aspects"]) == {action().aspect for action in EVERY_ASPECT}
    for aspect in INTENTS:
        dispatcher = CollectingDispatcher()
        answer_aspect(dispatcher, tracker(), aspect, Target("1.000001"))
        assert dispatcher.messages[0]["custom"]["aspect"] == aspect
