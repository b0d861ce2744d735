"""The graph components, one message at a time."""

from typing import Any

import pytest

pytestmark = pytest.mark.rasa


def test_codes_and_choices_are_found(assistant: Any) -> None:
    """Short and long procedure codes, dossier codes with odd dashes."""
    from bot.nlu.codes import find_codes

    assert find_codes("mã 1.001193 và 2.001765.000.00.00.H44") == [
        ("procedure_code", "1.001193"),
        ("procedure_code", "2.001765"),
    ]
    assert find_codes("h24.11 – 260801 - 0012") == [("dossier_code", "H24.11-260801-0012")]
    assert find_codes("mã h24.11-26o801-0012") == [("dossier_repaired", "H24.11-260801-0012")]
    assert find_codes("4 số cuối là 5678") == [("factor", "5678")]
    assert find_codes("án phí ly hôn bao nhiêu") == [("elsewhere", True)]
    assert find_codes("số 2") == [("ordinal", 2)]
    assert find_codes("còn cái thứ nhất") == [("ordinal", 1)]
    assert find_codes("tôi cho 4 sao") == [("rating", 4)]
    assert find_codes("lệ phí 1.500.000 đồng") == []


@pytest.mark.parametrize(
    ("best", "certainty", "decision"),
    [
        (0.9, 0.9, "found"),
        (0.9, 0.5, "unsure"),
        (0.31, 0.9, "likely"),
        (0.31, 0.5, "weak"),
        (0.1, 0.5, "none"),
        (0.0, 0.0, "none"),
    ],
)
def test_a_procedure_is_found_only_when_it_is_certain(
    assistant: Any, best: float, certainty: float, decision: str
) -> None:
    """By the margins of config.yml."""
    from bot.nlu.arbiter import IntentArbiter, Margins, decide

    assert decide(best, certainty, Margins(**IntentArbiter.get_default_config())) == decision


def test_a_single_word_names_a_procedure_only_when_it_is_nearly_all_of_its_name(assistant: Any) -> None:
    """ "Xong" stands in many an alias."""
    from bot.nlu.arbiter import IntentArbiter, Margins, decide

    margins = Margins(**IntentArbiter.get_default_config())
    assert [decide(best, 0.9, margins, words=1) for best in (0.6, 0.5, 0.1)] == ["found", "weak", "none"]


@pytest.mark.parametrize(
    ("intent", "confidence", "entities", "best", "decided"),
    [
        ("ask_fees", 0.9, {}, 0.9, "ask_fees"),
        ("out_of_scope", 0.9, {}, 0.9, "ask_procedure"),
        ("thank", 0.9, {}, 0.1, "thank"),
        ("thank", 0.9, {"procedure_code": "1.001193"}, 0.0, "ask_procedure"),
        ("ask_fees", 0.9, {"dossier_code": "x"}, 0.0, "ask_dossier"),
        ("greet", 0.9, {"dossier_repaired": "x"}, 0.0, "ask_dossier"),
        ("nlu_fallback", 0.9, {"factor": "5678"}, 0.0, "ask_dossier"),
        ("ask_fees", 0.9, {"ordinal": 1}, 0.0, "choose_option"),
        ("greet", 0.9, {"rating": 1}, 0.0, "give_feedback"),
        ("affirm", 0.95, {}, 0.7, "affirm"),
        ("affirm", 0.8, {}, 0.7, "ask_procedure"),
        ("deny", 0.95, {"procedure_code": "1.001193"}, 0.0, "ask_procedure"),
        ("ask_steps", 0.1, {}, 0.1, "nlu_fallback"),
        ("ask_steps", 0.1, {}, 0.4, "ask_steps"),
        ("ask_bot", 0.2, {"certainty": 0.9}, 0.4, "ask_procedure"),
        ("ask_bot", 0.2, {"certainty": 0.9}, 0.3, "ask_bot"),
        ("ask_bot", 0.9, {"certainty": 0.9}, 0.4, "ask_bot"),
    ],
)
def test_codes_and_clear_names_overrule_a_guess(
    assistant: Any, intent: str, confidence: float, entities: dict, best: float, decided: str
) -> None:
    """And an unsure guess without a name is not acted on."""
    from bot.nlu.arbiter import IntentArbiter, Margins, arbitrate

    margins = Margins(**IntentArbiter.get_default_config())
    assert arbitrate(intent, confidence, entities, best, margins) == decided


def test_a_match_that_is_not_sure_is_only_asked_about_when_little_speaks_for_it(assistant: Any) -> None:
    """A low score beside a vague question may be about anything."""
    from bot.nlu.arbiter import IntentArbiter, Margins, _doubtful

    margins = Margins(**IntentArbiter.get_default_config())
    vague, clear = {"name": "ask_eligibility", "confidence": 0.25}, {"name": "ask_fees", "confidence": 0.9}
    assert _doubtful(vague, 0.38, 0.7, margins)
    assert not _doubtful(vague, 0.38, 0.9, margins)
    assert not _doubtful(clear, 0.38, 0.7, margins)
    assert _doubtful(vague, 0.28, 0.9, margins)
