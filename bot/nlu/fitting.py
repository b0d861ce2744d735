"""Fit the intent classifier. Only who trains imports this: scikit-learn takes 50 MB that answering does without."""

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline, make_union

from bot.nlu.features import ending, expand
from bot.nlu.ranking import IntentRanking, Part


def fit(texts: Sequence[str], intents: Sequence[str], characters: int, regularisation: float) -> IntentRanking:
    """Return what ranks intents, fitted on texts with their intents; pieces of words have up to so many characters."""
    regression = LogisticRegression(C=regularisation, max_iter=500, class_weight="balanced")
    return plain(make_pipeline(features(characters), regression).fit(texts, intents), characters)


def features(characters: int) -> FeatureUnion:
    """Describe a text by pieces of folded words, runs of folded words, words as written, and its ending."""
    return make_union(
        _words(ending, (1, 4)),
        _words(expand, (1, 3)),
        _words(str.lower, (1, 2)),
        TfidfVectorizer(preprocessor=expand, analyzer="char_wb", ngram_range=(2, characters), sublinear_tf=True),
    )


def plain(model: Pipeline, characters: int) -> IntentRanking:
    """Take what is needed to rank out of a trained pipeline."""
    described, regression = model
    shared: dict[str, str] = {}  # many terms are known to several parts
    parts, first = [], 0
    for _, vectorizer in described.transformer_list:
        rows = {shared.setdefault(term, term): first + int(n) for term, n in vectorizer.vocabulary_.items()}
        parts.append(Part(rows, vectorizer.idf_, first))
        first += len(rows)
    weights = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
    return IntentRanking(characters, tuple(parts), weights, regression.intercept_, tuple(map(str, regression.classes_)))


def _words(preprocessor: Callable[[str], str], lengths: tuple[int, int]) -> TfidfVectorizer:
    return TfidfVectorizer(
        preprocessor=preprocessor, tokenizer=str.split, token_pattern=None, ngram_range=lengths, sublinear_tf=True
    )
