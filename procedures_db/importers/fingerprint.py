"""A fingerprint of what a record says, to know it again."""

import hashlib
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic.json import pydantic_encoder


def fingerprint_of(*records: BaseModel) -> str:
    """Return a text that is equal for records that say the same; a field left at its default says nothing."""
    texts = [record.json(exclude_defaults=True, encoder=_encode) for record in records]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _encode(value: Any) -> Any:
    """Write 3.0 days as 3, as every source of them does but some."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return pydantic_encoder(value)
