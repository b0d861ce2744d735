"""Asking back, choosing, correcting, rejecting."""

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.documents import AnswerDocuments
from actions.fallback import NotUnderstood, OutOfScope
from actions.fees import AnswerFees
from actions.procedure import ChooseOption, CorrectProcedure, GoBack, RejectCandidates
from tests.actions.conversation import run, tracker

pytestmark = pytest.mark.usefixtures("acting")
OFFERED = [
    {"title": "A", "aspect": "fee", "procedure_code": "1.000001", "circumstance": None},
    {"title": "B", "aspect": "fee", "procedure_code": "1.000002", "circumstance": "late"},
]


def test_a_name_that_fits_several_is_asked_about() -> None:
    """At most four offers, and a way to say that none fits."""
    said = tracker(decision="unsure", procedure=["1.000001", "1.000002", "1.000003"])
    message, slots = run(AnswerFees(), said)
    assert message["custom"]["outcome"] == "asked_back"
    assert message["custom"]["candidates"] == ["1.000001", "1.000002", "1.000003"]
    assert [button["title"] for button in message["buttons"]][-1] == "Không phải các thủ tục này"
    assert "1. Việc thử nghiệm" in message["text"]
    assert (slots["aspect"], slots["rounds"], len(slots["offered"])) == ("fee", 1, 3)


def test_no_name_and_nothing_under_discussion_asks_for_the_name() -> None:
    """Instead of guessing."""
    message, _ = run(AnswerFees(), tracker(decision="none"))
    assert message["custom"] == {"outcome": "asked_back", "aspect": "fee", "candidates": []}


def test_after_two_rounds_a_person_is_offered() -> None:
    """Nobody is asked for ever."""
    message, slots = run(AnswerFees(), tracker(slots={"rounds": 2}, decision="none"))
    assert message["custom"]["outcome"] == "refused"
    assert message["buttons"] == [{"title": "Gặp cán bộ", "payload": "/ask_handoff"}]
    assert slots["rounds"] == 0


def test_a_follow_up_keeps_the_procedure_under_discussion() -> None:
    """Though the words come near to another one."""
    said = tracker(slots={"procedure_code": "1.000001"}, decision="weak", procedure=["1.000002"])
    message, _ = run(AnswerFees(), said)
    assert message["custom"]["procedure_code"] == "1.000001"


def test_a_new_name_changes_the_procedure_and_forgets_the_circumstance() -> None:
    """A circumstance belongs to its procedure."""
    slots = {"procedure_code": "1.000002", "circumstance": "late"}
    message, after = run(AnswerDocuments(), tracker(slots=slots, decision="found", procedure=["1.000001"]))
    assert message["custom"]["procedure_code"] == "1.000001"
    assert after["circumstance"] is None


@pytest.mark.parametrize(("ordinal", "code"), [(1, "1.000001"), (2, "1.000002"), (-1, "1.000002")])
def test_a_number_chooses_the_offer_and_its_pending_question(ordinal: int, code: str) -> None:
    """Procedure, circumstance and aspect come from the offer."""
    message, _ = run(ChooseOption(), tracker(slots={"offered": OFFERED}, ordinal=ordinal))
    assert (message["custom"]["procedure_code"], message["custom"]["aspect"]) == (code, "fee")


@pytest.mark.parametrize("slots", [{}, {"offered": OFFERED}])
def test_a_number_that_points_to_nothing_is_asked_about(slots: dict) -> None:
    """With the offers again, if there are any."""
    message, _ = run(ChooseOption(), tracker(slots=slots, ordinal=7))
    assert message["custom"]["outcome"] == "asked_back"
    assert ("2. B" in message["text"]) == bool(slots)


def test_words_choose_among_the_offers_even_when_they_are_weak() -> None:
    """ "Cái thử nghiệm" is enough when two were offered."""
    said = tracker(slots={"offered": OFFERED}, decision="weak", procedure=["1.000003", "1.000002"])
    message, _ = run(AnswerFees(), said)
    assert message["custom"]["procedure_code"] == "1.000002"


def test_a_pending_circumstance_does_not_take_the_procedure_away() -> None:
    """A short follow-up stays with the procedure under discussion."""
    cases = [{**option, "procedure_code": "1.000002"} for option in OFFERED]
    slots = {"procedure_code": "1.000002", "offered": cases}
    message, _ = run(AnswerFees(), tracker(slots=slots, decision="weak", procedure=["1.000001"]))
    assert message["custom"]["procedure_code"] == "1.000002"


def test_a_circumstance_may_be_chosen_by_its_words_whatever_they_are_taken_for() -> None:
    """ "Nộp muộn" is an answer to the question, not a matter out of scope."""
    cases = [
        {"title": "Nộp sớm", "aspect": "fee", "procedure_code": "1.000002", "circumstance": "early"},
        {"title": "Nộp muộn", "aspect": "fee", "procedure_code": "1.000002", "circumstance": "late", "words": ["muộn"]},
    ]
    for action in (NotUnderstood(), OutOfScope()):
        message, _ = run(action, tracker("tôi nộp muộn", slots={"offered": cases}, decision="none"))
        assert "50.000" in message["text"]


def test_a_circumstance_of_what_is_discussed_is_understood_though_it_was_not_asked_for() -> None:
    """And answers the aspect that was last asked about."""
    slots = {"procedure_code": "1.000002", "aspect": "fee"}
    message, _ = run(OutOfScope(), tracker("bị trễ hạn rồi", slots=slots, decision="none"))
    assert "50.000" in message["text"]


def test_an_emergency_gets_the_numbers_first() -> None:
    """And nothing about procedures."""
    message, _ = run(OutOfScope(), tracker("cháy nhà rồi", emergency=True))
    assert "114" in message["text"].splitlines()[2]
    message, _ = run(OutOfScope(), tracker("thời tiết"))
    assert "114" not in message["text"]


def test_a_correction_answers_the_same_question_about_the_other_procedure() -> None:
    """ "À nhầm, … cơ"."""
    slots = {"procedure_code": "1.000001", "aspect": "duration"}
    message, _ = run(CorrectProcedure(), tracker(slots=slots, decision="found", procedure=["1.000002"]))
    assert (message["custom"]["procedure_code"], message["custom"]["aspect"]) == ("1.000002", "duration")


def test_a_correction_without_a_name_asks_for_it() -> None:
    """It does not answer about the procedure that was wrong."""
    message, _ = run(CorrectProcedure(), tracker(slots={"procedure_code": "1.000001"}, decision="none"))
    assert message["custom"]["outcome"] == "asked_back"


def test_a_correction_may_take_another_one_of_the_last_list() -> None:
    """Unless it names a procedure with certainty."""
    slots = {"procedure_code": "1.000001", "aspect": "fee", "listed": OFFERED}
    weak = {"decision": "weak", "procedure": ["1.000001"]}
    message, _ = run(CorrectProcedure(), tracker("à nhầm, B cơ", slots=slots, **weak))
    assert message["custom"]["procedure_code"] == "1.000002"
    certain = {"decision": "found", "procedure": ["1.000001"]}
    message, _ = run(CorrectProcedure(), tracker("không phải B", slots=slots, **certain))
    assert message["custom"]["procedure_code"] == "1.000001"


def test_what_is_told_of_the_matter_that_was_asked_about_is_no_refusal() -> None:
    """The offers come again, those first that the words come near to; in the end a person is offered."""
    slots = {"offered": OFFERED, "aspect": "fee", "rounds": 1}
    near = {"decision": "weak", "procedure": ["1.000003", "1.000002"]}
    message, after = run(OutOfScope(), tracker("nhà ở nông thôn", slots=slots, **near))
    assert message["custom"]["candidates"] == ["1.000002", "1.000001"]
    assert after["rounds"] == 2
    for other in ({**near, "decision": "none"}, {**near, "elsewhere": True}, {"decision": "weak"}):
        message, _ = run(OutOfScope(), tracker("thời tiết", slots=slots, **other))
        assert message["custom"]["outcome"] == "refused"


def test_an_answer_that_may_be_about_the_wrong_procedure_names_others_beside_it() -> None:
    """As buttons that ask the same of them; a sure answer has none."""
    found = {"decision": "found", "procedure": ["1.000001", "1.000002"]}
    message, _ = run(AnswerFees(), tracker(**found, doubtful=True))
    rivals = [button for button in message["buttons"] if button["title"].startswith("Hay là: ")]
    assert [button["payload"] for button in rivals] == ['/ask_fees{"procedure_code": "1.000002"}']
    message, _ = run(AnswerFees(), tracker(**found))
    assert not any(button["title"].startswith("Hay là: ") for button in message["buttons"])


def test_rejecting_asks_for_other_words_then_offers_a_person() -> None:
    """The rejected procedure is no longer under discussion."""
    message, slots = run(RejectCandidates(), tracker(slots={"rounds": 1}))
    assert message["custom"]["outcome"] == "asked_back"
    assert slots["procedure_code"] is None
    message, _ = run(RejectCandidates(), tracker(slots={"rounds": 2}))
    assert message["custom"]["outcome"] == "refused"


def test_what_is_not_understood_is_said_so_unless_it_comes_near_to_something() -> None:
    """A near name is offered."""
    message, _ = run(NotUnderstood(), tracker(decision="none"))
    assert message["custom"]["outcome"] == "refused"
    message, _ = run(NotUnderstood(), tracker(decision="unsure", procedure=["1.000001"]))
    assert message["custom"]["outcome"] == "asked_back"


TWO_SPOKEN_OF = {"procedure_code": "1.000001", "earlier": ["1.000002", "1.000003"], "aspect": "fee"}


def test_the_one_before_is_gone_back_to_with_the_question_last_asked() -> None:
    """ "Còn cái kia thì sao?"."""
    message, slots = run(GoBack(), tracker("còn cái kia", slots=TWO_SPOKEN_OF, decision="none", returning=True))
    assert (message["custom"]["procedure_code"], message["custom"]["aspect"]) == ("1.000002", "fee")
    assert (slots["procedure_code"], slots["earlier"]) == ("1.000002", ["1.000001", "1.000003"])


def test_going_back_by_name_finds_it_among_those_spoken_of() -> None:
    """Though the name alone would be too weak, or fit another one better."""
    said = {"decision": "weak", "procedure": ["1.000009", "1.000003"], "returning": True}
    message, _ = run(AnswerDocuments(), tracker("quay lại việc sang tên", slots=TWO_SPOKEN_OF, **said))
    assert message["custom"]["procedure_code"] == "1.000003"


def test_the_other_one_of_two_that_were_offered_is_meant_rather_than_an_earlier_one() -> None:
    """After the first was chosen."""
    slots = {"procedure_code": "1.000001", "listed": OFFERED, "earlier": ["1.000003"], "aspect": "fee"}
    message, _ = run(GoBack(), tracker("còn cái kia", slots=slots, decision="none", returning=True))
    assert message["custom"]["procedure_code"] == "1.000002"


def test_going_back_without_anything_before_asks_for_the_name() -> None:
    """It does not guess."""
    message, _ = run(GoBack(), tracker("quay lại cái trước", decision="none", returning=True))
    assert message["custom"]["outcome"] == "asked_back"


def test_a_number_chooses_again_from_the_list_that_was_shown_last() -> None:
    """A list of a life event is gone through one by one."""
    message, slots = run(ChooseOption(), tracker(slots={"listed": OFFERED, "procedure_code": "1.000001"}, ordinal=2))
    assert message["custom"]["procedure_code"] == "1.000002"
    assert slots["listed"] == OFFERED
    _, slots = run(AnswerFees(), tracker(slots={"listed": OFFERED}, decision="found", procedure=["1.000003"]))
    assert slots["listed"] is None


def test_asking_back_keeps_the_procedure_under_discussion_and_offers_it_last() -> None:
    """What was misread as another name was a question about it: the next one is answered."""
    said = tracker(slots={"procedure_code": "1.000003"}, decision="unsure", procedure=["1.000001", "1.000002"])
    message, slots = run(AnswerFees(), said)
    assert message["custom"]["candidates"] == ["1.000001", "1.000002", "1.000003"]
    after = tracker(slots={"procedure_code": "1.000003", **slots}, decision="none")
    message, _ = run(AnswerDocuments(), after)
    assert message["custom"]["procedure_code"] == "1.000003"


def test_what_was_put_right_is_neither_offered_nor_answered_about_any_more() -> None:
    """It can be gone back to."""
    slots = {"procedure_code": "1.000003"}
    said = tracker("không, ý tôi là việc khác", slots=slots, decision="unsure", procedure=["1.000001", "1.000002"])
    message, after = run(CorrectProcedure(), said)
    assert message["custom"]["candidates"] == ["1.000001", "1.000002"]
    assert (after["procedure_code"], after["earlier"], len(after["offered"])) == (None, ["1.000003"], 2)
    message, _ = run(AnswerFees(), tracker(slots={**slots, **after}, decision="none"))
    assert message["custom"]["outcome"] == "asked_back"


def test_an_unsure_name_that_fits_what_is_under_discussion_is_meant_so() -> None:
    """The others stand beside the answer as buttons."""
    said = tracker(slots={"procedure_code": "1.000002"}, decision="unsure", procedure=["1.000001", "1.000002"])
    for each, score in zip(said.latest_message["entities"][-2:], (0.50, 0.47), strict=True):
        each["confidence_entity"] = score
    message, _ = run(AnswerFees(), said)
    assert (message["custom"]["procedure_code"], message["custom"]["candidates"]) == ("1.000002", ["1.000001"])


def test_words_choose_among_what_was_offered_though_they_name_nothing() -> None:
    """Instead of the same list again."""
    asked = tracker(decision="unsure", procedure=["1.000001", "1.000002"])
    message, slots = run(AnswerFees(), asked)
    title = slots["offered"][1]["title"]
    message, _ = run(AnswerFees(), tracker(title, slots=slots, decision="none"))
    assert message["custom"]["procedure_code"] == "1.000002"


def test_few_words_with_little_in_common_do_not_change_the_procedure() -> None:
    """ "Phiếu ấy lấy mẫu ở đâu" speaks of what is under discussion, or of what it comes near to when nothing is."""
    said = {"decision": "likely", "procedure": ["1.000002"]}
    message, _ = run(AnswerFees(), tracker(slots={"procedure_code": "1.000001"}, **said))
    assert message["custom"]["procedure_code"] == "1.000001"
    message, _ = run(AnswerFees(), tracker(**said))
    assert message["custom"]["procedure_code"] == "1.000002"


def test_two_questions_in_one_message_are_both_answered() -> None:
    """In their order, the buttons under the second; more than two get the overview."""
    said = {"decision": "found", "procedure": ["1.000001"]}
    dispatcher = CollectingDispatcher()
    AnswerFees().run(dispatcher, tracker(aspect=["documents", "fee"], **said), {})
    assert [message["custom"]["aspect"] for message in dispatcher.messages] == ["documents", "fee"]
    assert [bool(message["buttons"]) for message in dispatcher.messages] == [False, True]
    message, _ = run(AnswerFees(), tracker(aspect=["fee", "documents", "where"], **said))
    assert message["custom"]["aspect"] == "overview"
    message, _ = run(AnswerFees(), tracker(aspect=["documents", "where"], **said))
    assert message["custom"]["aspect"] == "fee"


def test_who_is_not_understood_while_something_is_discussed_is_told_what_it_is() -> None:
    """With what else there is to ask of it; a clear word about something else is refused as ever."""
    slots = {"procedure_code": "1.000001"}
    for action, confidence in ((NotUnderstood(), 0.1), (OutOfScope(), 0.2)):
        message, _ = run(action, tracker("quê ở xa", slots=slots, confidence=confidence, decision="none"))
        assert "Việc thử nghiệm" in message["text"]
        assert len(message["buttons"]) > 5
    message, _ = run(OutOfScope(), tracker("thời tiết", slots=slots, confidence=0.9, decision="none"))
    assert "Việc thử nghiệm" not in message["text"]
