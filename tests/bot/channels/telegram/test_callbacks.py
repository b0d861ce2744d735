"""What a button of Telegram carries, there and back."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from actions.privacy import ERASE
from actions.reply import INTENTS, payload
from actions.target import ANY
from bot.channels.telegram.callbacks import FORGET, MOST, WORDS, DoesNotFit, decode, encode, keyboard
from procedures_db.models import Circumstance, Procedure, Version

pytestmark = pytest.mark.slow

CODES = st.from_regex(r"[1-6]\.[0-9]{6}", fullmatch=True)
CASES = st.none() | st.just(ANY) | st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)


@given(st.sampled_from(sorted(INTENTS.values())), CODES, CASES)
def test_every_button_about_a_procedure_comes_back_as_it_was(intent: str, code: str, case: str | None) -> None:
    """In 64 bytes."""
    text = payload(intent, procedure_code=code, circumstance=case)
    assert len(encode(text).encode()) <= MOST
    assert decode(encode(text)) == text


@given(st.sampled_from(sorted(WORDS.values())), st.none() | st.integers(0, 99))
def test_every_other_button_comes_back_too(intent: str, rating: int | None) -> None:
    """Ratings, a person, none of these."""
    text = payload(intent, rating=rating)
    assert decode(encode(text)) == text
    assert decode(FORGET) == ERASE  # on buttons sent before


@given(st.text(max_size=70))
def test_what_no_button_of_ours_carries_is_nothing(data: str) -> None:
    """Whoever forged it; what is taken for ours fits again."""
    carried = decode(data)
    assert carried is None or decode(encode(carried)) == carried


@pytest.mark.parametrize("data", ["", "fee", "drop|1.001193||", "fee|1.001193||100", "fee|ỉ||", "fee|a|B|", "fee|||²"])
def test_near_misses_are_nothing(data: str) -> None:
    """Neither an error nor a guess."""
    assert decode(data) is None


@pytest.mark.parametrize(
    "text", ["/greet", '/ask_fees{"place": "x"}', '/ask_fees{"circumstance": "' + "a" * 41 + '"}', "/ask_fees{}"]
)
def test_what_does_not_fit_is_said_at_once(text: str) -> None:
    """A programmer learns it from the test of the catalogue, not a person from a dead button."""
    with pytest.raises(DoesNotFit):
        encode(text)


def test_every_case_of_the_catalogue_fits_a_button_of_every_aspect(curated: sessionmaker[Session]) -> None:
    """So nothing needs to be kept for buttons."""
    cases = select(Version.procedure_code, Circumstance.key).join(Version.circumstances)
    with curated() as session:
        pairs: Iterable[tuple[str, str | None]] = [
            *session.execute(cases).tuples(),
            *((code, None) for code in session.scalars(select(Procedure.code))),
            *((code, ANY) for code in session.scalars(select(Procedure.code))),
        ]
    assert len(list(pairs)) > 300
    for code, case in pairs:
        for intent in INTENTS.values():
            text = payload(intent, procedure_code=code, circumstance=case)
            assert decode(encode(text)) == text


def test_long_titles_have_a_row_of_their_own() -> None:
    """Short ones share it two by two, in their order."""
    titles = ["Tóm tắt", "Nộp ở đâu", "Đăng ký khai sinh có yếu tố nước ngoài", "Các bước", "Nộp qua mạng", "Mẫu đơn"]
    made = keyboard([{"title": title, "payload": "/ask_handoff"} for title in titles])
    assert made is not None
    rows = [[button.text for button in row] for row in made.inline_keyboard]
    assert rows == [titles[:2], [titles[2]], titles[3:5], [titles[5]]]
    assert keyboard([]) is None


def test_a_button_that_telegram_cannot_carry_is_left_out() -> None:
    """The answer and the other buttons arrive."""
    made = keyboard([{"title": "a", "payload": "/greet"}, {"title": "b", "payload": "/ask_handoff"}])
    assert made is not None
    assert [[button.text for button in row] for row in made.inline_keyboard] == [["b"]]


@pytest.mark.parametrize("leaving", ["agree", "cancel", "alone", "back"])
def test_the_buttons_of_a_message_for_a_person_fit(leaving: str) -> None:
    """Each step of it works in Telegram too."""
    text = payload("leave_message", leaving=leaving)
    assert encode(text) == f"leaving||{leaving}|"
    assert decode(encode(text)) == text
