"""What simple rankers make of the same questions, over the names of all procedures."""

from collections.abc import Callable, Iterable

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.evaluation.questions import Question
from bot.evaluation.rates import Rate
from procedures_db.search.bodies import BodyIndex, keys_of
from procedures_db.search.counted import Counted
from procedures_db.text import fold

Named = list[tuple[str, str]]
Rank = Callable[[str], list[str]]
AMONG = 4


def baselines(named: Iterable[tuple[str, list[str]]], questions: Iterable[Question]) -> list[tuple[str, Rate, Rate]]:
    """Return for each simple ranker the share of clear questions it puts right first, and among the first four."""
    names = [(code, fold(name)) for code, texts in named for name in dict.fromkeys(texts)]
    asked = [question for question in questions if question.kind == "question"]
    rankers = {
        "RapidFuzz WRatio": _fuzzy(names, fuzz.WRatio),
        "RapidFuzz token_set_ratio": _fuzzy(names, fuzz.token_set_ratio),
        "BM25": _bm25(names),
        "TF-IDF of characters": _tfidf(names),
    }
    return [(name, *_rates(name, rank, asked)) for name, rank in rankers.items()]


def _rates(name: str, rank: Rank, questions: list[Question]) -> tuple[Rate, Rate]:
    found = [(rank(fold(question.text)), set(question.codes)) for question in questions]
    first = sum(bool(codes) and codes[0] in right for codes, right in found)
    among = sum(bool(right & set(codes[:AMONG])) for codes, right in found)
    return Rate(f"{name}, first", first, len(found)), Rate(f"{name}, among {AMONG}", among, len(found))


def _fuzzy(names: Named, scorer: Callable[..., float]) -> Rank:
    texts = [name for _, name in names]

    def rank(text: str) -> list[str]:
        near = process.extract(text, texts, scorer=scorer, limit=AMONG * AMONG)
        return list(dict.fromkeys(names[number][0] for _, _, number in near))

    return rank


def _bm25(names: Named) -> Rank:
    index = BodyIndex([[tuple(name.split())] for _, name in names], frozenset(), Counted(keys_of))
    return lambda text: _codes(names, index.scores(text.split()))


def _tfidf(names: Named) -> Rank:
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    rows = pieces.fit_transform([name for _, name in names])
    return lambda text: _codes(names, (rows @ pieces.transform([text]).T).toarray().ravel())


def _codes(names: Named, scores: np.ndarray) -> list[str]:
    best = np.argsort(-scores, kind="stable")[: AMONG * AMONG]
    return list(dict.fromkeys(names[number][0] for number in best if scores[number] > 0))
