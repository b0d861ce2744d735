"""Two questions in one message."""

import pytest

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("kết hôn cần gì và tạm trú mất bao lâu", ("kết hôn cần gì", "tạm trú mất bao lâu")),
        ("Tạm trú mất bao lâu? Kết hôn cần giấy tờ gì?", ("Tạm trú mất bao lâu", "Kết hôn cần giấy tờ gì?")),
        ("vợ và chồng kết hôn cần gì va nop o dau", ("vợ và chồng kết hôn cần gì", "nop o dau")),
        ("kết hôn cần gì ? /tạm trú mất bao lâu", ("kết hôn cần gì", "tạm trú mất bao lâu")),
        ("khai sinh cho con cần gì", None),
        ("kết hôn, khai sinh cần gì", None),
        ("", None),
    ],
)
def test_a_text_is_parted_where_both_sides_ask_something(text: str, parts: tuple[str, str] | None) -> None:
    """A joining word alone parts nothing."""
    from bot.nlu.halves import halves

    assert halves(text) == parts


def parsed(intent: str, decision: str, *codes: str) -> dict:
    """What the pipeline makes of a part."""
    entities = [{"entity": "procedure", "value": code} for code in codes]
    return {"intent": {"name": intent}, "entities": [*entities, {"entity": "decision", "value": decision}]}


def test_two_matters_are_two_procedures_or_one_and_something_beyond() -> None:
    """A second part that names nothing asks about the first one's."""
    from bot.nlu.halves import of_two_matters

    first = parsed("ask_fees", "found", "1.000001", "1.000002")
    assert of_two_matters(first, parsed("ask_place", "found", "1.000002", "1.000001"))
    assert of_two_matters(first, parsed("ask_place", "unsure", "1.000002"))
    assert of_two_matters(first, parsed("out_of_scope", "none"))
    assert not of_two_matters(first, parsed("ask_place", "found", "1.000001", "1.000002"))
    assert not of_two_matters(first, parsed("ask_place", "weak", "1.000002"))
    assert not of_two_matters(parsed("ask_fees", "unsure", "1.000001"), parsed("ask_place", "found", "1.000002"))
