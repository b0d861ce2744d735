"""The terms of one text, counted and weighed without the machinery that counts many."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import random as random_matrix

from procedures_db.search.counted import Counted, add_columns, key_of

TEXTS = st.lists(st.text(max_size=12), max_size=20).map(tuple)


@given(TEXTS)
def test_one_text_is_counted_as_many_are(words: tuple[str, ...]) -> None:
    """The same terms, the same counts."""
    counted = Counted[tuple[str, ...]](lambda terms: map(key_of, terms))
    row, terms = counted.rows([words])
    asked = counted.of(words)
    columns, known = terms.columns(asked)
    assert known.all()
    assert columns.tolist() == row.indices.tolist()
    assert list(asked.values()) == row.data.tolist()


@given(TEXTS, TEXTS)
def test_a_term_that_no_text_has_is_not_known(words: tuple[str, ...], others: tuple[str, ...]) -> None:
    """Whether there are any terms or none."""
    counted = Counted[tuple[str, ...]](lambda terms: map(key_of, terms))
    _, terms = counted.rows([words])
    _, known = terms.columns(map(key_of, others))
    assert known.tolist() == [other in words for other in others]


@given(st.lists(st.integers(0, 39), max_size=12, unique=True), st.integers(0, 5))
def test_columns_are_added_as_the_product_adds_them(columns: list[int], seed: int) -> None:
    """To the last bit, for scores decide by thresholds."""
    matrix = random_matrix(30, 40, density=0.3, format="csc", dtype=np.float32, random_state=seed)
    chosen = np.array(sorted(columns), dtype=np.int32)
    weights = np.linspace(0.1, 3, len(chosen), dtype=np.float32)
    assert add_columns(matrix, chosen, weights).tolist() == (matrix[:, chosen] @ weights).tolist()
