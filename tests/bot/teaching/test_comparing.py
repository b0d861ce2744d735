"""What one model answers is laid beside what another one does, by hand-worked examples."""

import pytest

from bot.evaluation.judging import Given, judge
from bot.evaluation.questions import Question
from bot.evaluation.rates import summary
from bot.teaching.comparing import Tested, compare, learned
from procedures_db.facts_lessons import Taught
from procedures_db.vocabulary import LessonKind
from tests.factories import NOW

A, B = "1.000001", "1.000002"
REFUSED = Given("refused", None, None, ())
RIGHT = Given("answered", "fee", A, (B,))
WRONG = Given("answered", "fee", B, ())


def lesson(kind: LessonKind = LessonKind.NAME, target: str = A, code: str | None = A) -> Taught:
    """A lesson of a kind."""
    return Taught(7, NOW, "minh", kind, "giấy xanh", target, "giấy xanh bao nhiêu tiền", code)


def answering(*answers: Given, lesson: Given = REFUSED) -> Tested:
    """What a model made of questions that all mean the fee of A."""
    questions = [
        Question(id=str(number), text=f"câu {number}", kind="question", codes=[A], aspect_ok=["fee"])
        for number in range(len(answers))
    ]
    verdicts = [judge(*pair) for pair in zip(questions, answers, strict=True)]
    return Tested(verdicts, summary(verdicts, frozenset()), {7: lesson})


def test_what_became_better_and_worse_is_counted_and_listed_the_worst_first() -> None:
    """Answers that stayed are not listed; one wrong for another is neither."""
    before = answering(REFUSED, RIGHT, RIGHT, WRONG)
    after = answering(RIGHT, WRONG, RIGHT, REFUSED, lesson=RIGHT)
    report = compare(before, after, [lesson()])
    assert (report["questions"], report["better"], report["worse"]) == (4, 1, 1)
    assert [(row["text"], row["better"]) for row in report["changed"]] == [
        ("câu 1", False),
        ("câu 3", None),
        ("câu 0", True),
    ]
    assert report["lessons"] == [
        {
            "id": 7,
            "before": {"outcome": "refused", "aspect": None, "code": None},
            "after": {"outcome": "answered", "aspect": "fee", "code": A},
            "learned": True,
        }
    ]
    rates = {rate["name"]: rate for rate in report["rates"]}
    assert rates["answered with a wrong procedure"] == {
        "name": "answered with a wrong procedure",
        "before": [1, 4],
        "after": [1, 4],
    }


@pytest.mark.parametrize(
    ("taught", "given", "expected"),
    [
        (lesson(), RIGHT, True),
        (lesson(), WRONG, False),
        (lesson(), REFUSED, False),
        (lesson(LessonKind.WORD, "giấy thử", None), RIGHT, None),
        (lesson(LessonKind.WORD, "giấy thử"), RIGHT, True),
        (lesson(LessonKind.EXAMPLE, "ask_fees", None), RIGHT, True),
        (lesson(LessonKind.EXAMPLE, "ask_fees", B), RIGHT, False),
        (lesson(LessonKind.EXAMPLE, "ask_documents", None), RIGHT, False),
        (lesson(LessonKind.EXAMPLE, "out_of_scope", None), REFUSED, True),
        (lesson(LessonKind.EXAMPLE, "ask_handoff", None), REFUSED, False),
    ],
)
def test_a_lesson_is_learned_when_the_answer_is_the_one_expected(
    taught: Taught, given: Given, expected: bool | None
) -> None:
    """Where the lesson says what to expect."""
    assert learned(taught, given) is expected
