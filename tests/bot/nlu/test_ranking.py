"""The arrays that rank intents, against the pipeline of scikit-learn they are taken from."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from bot.nlu.askings import read_askings, said_of_many
from bot.nlu.fitting import features, plain
from bot.nlu.ranking import IntentRanking

pytestmark = pytest.mark.slow  # scikit-learn alone takes seconds to import
QUESTIONS = Path(__file__).parents[2] / "questions"
ODD = ["", " ", "a", "A a A", "khai sinh", "KHAI SINH khai sinh", "x" * 900, "1.001193 2/3", "đđ  ,, ..", "zzz qqq"]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """A pipeline as it is trained, on fewer examples."""
    texts, intents = zip(*said_of_many(read_askings(), ["khai sinh", "kết hôn", "căn cước"]), strict=True)
    model = make_pipeline(features(4), LogisticRegression(C=4.0, max_iter=100, class_weight="balanced"))
    return model.fit(texts, intents)


@pytest.fixture(scope="module")
def ranking(pipeline: Pipeline) -> IntentRanking:
    """What is taken out of it."""
    return plain(pipeline, 4)


def questions() -> list[str]:
    """Return all labelled questions."""
    lines = [line for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines]


def test_probabilities_are_those_of_the_pipeline(pipeline: Pipeline, ranking: IntentRanking) -> None:
    """For every labelled question, and for texts with nothing that is known."""
    texts = [*questions(), *ODD]
    ours = np.array([ranking.probabilities(text) for text in texts])
    np.testing.assert_allclose(ours, pipeline.predict_proba(texts), rtol=0, atol=1e-5)
    assert ranking.intents == tuple(pipeline.classes_)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_probabilities_agree_for_any_text(pipeline: Pipeline, ranking: IntentRanking, text: str) -> None:
    """Letters of all kinds, signs and white space."""
    np.testing.assert_allclose(
        ranking.probabilities(text), pipeline.predict_proba([text])[0], rtol=0, atol=1e-5, err_msg=repr(text)
    )


def test_the_ranking_is_the_likeliest_first(ranking: IntentRanking) -> None:
    """As many as are asked for."""
    ranked = ranking.ranking("khai sinh mất bao nhiêu tiền", 5)
    chances = [chance for _, chance in ranked]
    assert len(ranked) == 5
    assert ranked[0][0] == "ask_fees"
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == max(ranking.probabilities("khai sinh mất bao nhiêu tiền"))
