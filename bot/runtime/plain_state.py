"""Copy a slot by copying its attributes, and build the empty domain once.

Rasa copies every slot of a conversation some five times a message, through the protocol that pickling uses, and
builds an empty domain with every message to find out that ours is none.
"""

from functools import lru_cache
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import Slot


def keep_state_plain() -> None:
    """Replace both; may be called more than once."""
    Slot.__copy__ = _copied
    Domain.is_empty = _is_empty


def _copied(slot: Any) -> Any:
    copied = object.__new__(type(slot))
    copied.__dict__.update(slot.__dict__)
    return copied


def _is_empty(domain: Domain) -> bool:
    return bool(domain.as_dict() == _empty())


@lru_cache
def _empty() -> dict[str, Any]:
    return dict(Domain.empty().as_dict())
