"""Fit the weights of procedures_db/search/certainty.py: `python -m tests.questions.fit QUESTIONS.jsonl…`.

Over the procedures of DATABASE_URL; prints the weights, and what a threshold gives on questions that were not fitted on.
"""

import sys
from dataclasses import astuple
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from bot.evaluation.questions import Question, read_questions
from procedures_db.engine import open_engine, open_sessions
from procedures_db.everyday import read_everyday
from procedures_db.lexicon import read_lexicon
from procedures_db.queries.searching import searched_procedures
from procedures_db.search import SearchIndex
from procedures_db.settings import database_url

THRESHOLDS = np.arange(0.5, 1.0, 0.05)


def main(paths: list[Path]) -> None:
    """Fit on all questions; judge each part by a fit on the others."""
    with open_sessions(open_engine(database_url()))() as session:
        index = SearchIndex(searched_procedures(session, read_everyday()), read_lexicon())
    questions = [question for path in paths for question in read_questions(path)]
    questions = [question for question in questions if question.kind in ("question", "ambiguous")]
    pairs = [weighed(index, question) for question in questions]
    evidence, right = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    clear = np.array([question.kind == "question" for question in questions])
    model = LogisticRegression(C=10, max_iter=5000)
    parts = StratifiedKFold(8, shuffle=True, random_state=0)
    chances = cross_val_predict(model, evidence, right, cv=parts, method="predict_proba")[:, 1]
    model.fit(evidence, right)
    print("WEIGHTS =", tuple(np.round(model.coef_[0], 2).tolist()), "CONSTANT =", round(float(model.intercept_[0]), 2))
    for threshold in THRESHOLDS:
        told = chances >= threshold
        shares = [(told & right)[clear].mean(), (told & ~right)[clear].mean(), told[~clear].mean()]
        print(f"{threshold:.2f}  right {shares[0]:.3f}  wrong {shares[1]:.3f}  ambiguous answered {shares[2]:.3f}")


def weighed(index: SearchIndex, question: Question) -> tuple[tuple[float, ...], bool]:
    """Return the evidence for the best match of a question, and whether it alone is right."""
    words = index.words_of(question.text)
    scores, told = index.weigh(words)
    code = index.codes[int(scores.argmax())]
    return astuple(told), question.kind == "question" and code in question.codes


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
