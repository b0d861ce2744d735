"""What is generated, and how much of it: MOTCUA_FUZZ=20 tries twenty times as much, anew each time."""

import json
import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TIMES = int(os.environ.get("MOTCUA_FUZZ", "1"))
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵAĐ 0123456789.,-/?!@{}\"':\n\t"
WORDS = (
    "khai sinh",
    "kết hôn",
    "phí bao nhiêu",
    "000.00.00.H24-261122-0001",
    "H24.12.5-261122-0012",
    "1.001193",
    "031234567890",
    "0912345678",
    "4 số cuối 1234",
    "GY-ABCDE",
    "/ask_fees",
    "/give_feedback",
    "/xoa_dulieu",
    "không",
    "đúng rồi",
    "còn cái kia",
    "113",
    "cấp lại",
    "a" * 300,
)
INTENTS = ("ask_fees", "ask_documents", "give_feedback", "ask_dossier", "restart", "session_start", "action_listen")

texts = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=LETTERS, max_size=300),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.text(alphabet=LETTERS, min_size=1001, max_size=1100),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
entities = st.dictionaries(
    st.sampled_from(["procedure_code", "circumstance", "rating", "sipas", "subject", "dossier", "text"]),
    anything | st.sampled_from(["1.001193", "default", 5, 6, -1, "proposed"]),
    max_size=3,
)


@st.composite
def payloads(draw: Any) -> str:
    """Return what the payload of a button might be, or nearly be."""
    intent = draw(st.sampled_from(INTENTS) | st.text(max_size=20))
    return f"/{intent}" + draw(st.just("") | entities.map(json.dumps) | texts)


def often(examples: int) -> settings:
    """Try so many examples, the same ones each time unless more is asked for."""
    return settings(
        max_examples=examples * TIMES,
        deadline=None,
        derandomize=TIMES == 1,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
