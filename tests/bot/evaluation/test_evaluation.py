"""Judging answers: every rate on hand-made answers, bad files in one sentence, the page with its errors."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binomtest
from sqlalchemy.orm import Session, sessionmaker

from bot.evaluation.baselines import baselines
from bot.evaluation.evaluating import evaluate
from bot.evaluation.judging import Given, judge
from bot.evaluation.questions import BadQuestions, Question, read_questions
from bot.evaluation.rates import Rate, confused, summary
from bot.evaluation.report import write_page
from bot.messages import Answer, Incoming, Keep, Reply
from procedures_db.importers.loader import load
from tests.factories import NOW, procedure


class Parrot:
    """Answers the texts it was taught, and notes what is discussed and in which conversation it was asked."""

    def __init__(self, taught: dict[str, tuple[str, dict[str, Any]]]) -> None:
        """Take outcome and details by text."""
        self._taught = taught
        self.heard: list[tuple[str, str]] = []

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Answer as taught."""
        self.heard.append((message.conversation_id, message.text))
        outcome, details = self._taught[message.text]
        return Reply([Answer("…", outcome, details=details)], None, 0.0, 1.0)

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Note it."""
        self.heard.append((conversation_id, procedure_code))


def question(**changes: Any) -> Question:
    """A clear question about papers of 1.000001."""
    return Question.parse_obj(
        {"id": "1", "text": "x", "kind": "question", "codes": ["1.000001"], "aspect_ok": ["documents"], **changes}
    )


RIGHT = Given("answered", "documents", "1.000001", ())


@pytest.mark.parametrize(
    ("asked", "given", "right"),
    [
        (question(), RIGHT, True),
        (question(), Given("answered", "fee", "1.000001", ()), False),
        (question(), Given("answered", "documents", "1.000002", ("1.000001",)), False),
        (question(), Given("asked_back", None, None, ("1.000001",)), False),
        (question(kind="ambiguous"), Given("asked_back", None, None, ("1.000002", "1.000001")), True),
        (question(kind="ambiguous"), RIGHT, False),
        (question(kind="out_of_scope", codes=[]), Given("refused", None, None, ()), True),
        (question(kind="out_of_scope", codes=[]), Given("asked_back", None, None, ()), True),
        (question(kind="out_of_scope", codes=[]), RIGHT, False),
        (question(kind="dossier", codes=[]), Given("dossier", None, None, ()), True),
        (question(kind="dossier", codes=[]), RIGHT, False),
    ],
)
def test_each_kind_of_question_has_its_right_answer(asked: Question, given: Given, right: bool) -> None:
    """And no other."""
    assert judge(asked, given).right is right


def test_rates_count_what_they_name() -> None:
    """One of each fault, among procedures of ours and imported ones."""
    verdicts = [
        judge(question(id="a"), RIGHT),
        judge(question(id="b"), Given("answered", "documents", "1.000002", ("1.000001",))),
        judge(question(id="c", codes=["1.000009"]), Given("asked_back", None, None, ("1.000009",))),
        judge(question(id="d", kind="out_of_scope", codes=[]), RIGHT),
        judge(question(id="e", kind="ambiguous"), Given("asked_back", None, None, ())),
    ]
    rates = {rate.name: (rate.hits, rate.total) for rate in summary(verdicts, frozenset({"1.000001"}))}
    assert rates["right procedure first, curated"] == (1, 2)
    assert rates["right procedure first, merely imported"] == (0, 1)
    assert rates["right procedure among the offered"] == (3, 3)
    assert rates["answered with a wrong procedure"] == (1, 3)
    assert rates["clear questions asked back"] == (1, 3)
    assert rates["ambiguous questions asked back"] == (1, 1)
    assert rates["out of scope answered as a procedure"] == (1, 1)
    assert confused(verdicts) == [("1.000001", "1.000002", 1)]


@pytest.mark.parametrize(("hits", "total"), [(0, 1), (1, 2), (4, 6), (37, 1000), (100, 100)])
def test_an_interval_is_the_one_of_wilson(hits: int, total: int) -> None:
    """As scipy counts it."""
    expected = binomtest(hits, total).proportion_ci(method="wilson")
    assert Rate("x", hits, total).interval == pytest.approx((expected.low, expected.high))


def test_an_interval_is_wide_for_few_and_narrow_for_many() -> None:
    """Wilson's, so that nothing of nothing is anything."""
    assert Rate("x", 0, 0).interval == (0.0, 1.0)
    low, high = Rate("x", 9, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["{}"], "questions.jsonl:1: id: field required"),
        (["", "no json"], "questions.jsonl:2"),
        ([], "holds no questions"),
        ([json.dumps({"id": "1", "text": "x", "kind": "question"})] * 2, "the id 1 stands there twice"),
        ([json.dumps({"id": "1", "text": "x", "kind": "riddle"})], "questions.jsonl:1: kind"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, lines: list[str], reason: str) -> None:
    """In one sentence."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadQuestions, match=reason):
        read_questions(path)


def test_an_evaluation_asks_everything_and_lists_every_error(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """Turns of one conversation in one, a procedure under discussion told before, markup in texts harmless."""
    load(sessions, [procedure(), procedure("1.000002", short_name="Việc khác", aliases=[])], NOW)
    asked = [
        question(id="1", text="làm giấy thử cần gì"),
        question(id="2", text="<b>phí?</b>", kind="followup", context_code="1.000001", aspect_ok=["fee"]),
        question(id="3", text="một", conversation="talk"),
        question(id="4", text="hai", conversation="talk"),
    ]
    good = {"aspect": "documents", "procedure_code": "1.000001"}
    parrot = Parrot(
        {
            "làm giấy thử cần gì": ("answered", good),
            "<b>phí?</b>": ("answered", {**good, "procedure_code": "1.000002"}),
            "một": ("answered", good),
            "hai": ("asked_back", {"candidates": ["1.000001"]}),
        }
    )
    evaluation = asyncio.run(evaluate(parrot, asked, sessions, "questions.jsonl"))
    assert ("evaluation-2", "1.000001") in parrot.heard
    assert [where for where, text in parrot.heard if text in ("một", "hai")] == ["evaluation-talk"] * 2
    assert [fault.question.id for fault in evaluation.faults] == ["2", "4"]
    write_page(evaluation, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;phí?&lt;/b&gt;" in page
    assert "1.000002 Việc khác" in page


def test_simple_rankers_find_a_name_that_is_asked_as_it_stands() -> None:
    """Each of the four."""
    named = [("1.000001", ["đăng ký khai sinh"]), ("1.000002", ["cấp hộ chiếu"]), ("1.000003", ["sang tên xe"])]
    asked = [question(text="dang ky khai sinh"), question(id="2", text="nothing of it 123", codes=["1.000002"])]
    found = {name: (first.hits, first.total) for name, first, _ in baselines(named, asked)}
    assert set(found) == {"RapidFuzz WRatio", "RapidFuzz token_set_ratio", "BM25", "TF-IDF of characters"}
    assert all(hits >= 1 and total == 2 for hits, total in found.values())
