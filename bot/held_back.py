"""Hold back the state of conversations while a message is answered, to be written with all else it leaves behind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy.orm import Session

Write = Callable[[Session], None]


@dataclass(frozen=True)
class State:
    """The state of a conversation as it will be: JSON, and how it is written."""

    json: str
    write: Write


States = dict[str, State]
_held: ContextVar[States | None] = ContextVar("held", default=None)


@contextmanager
def states_held_back() -> Iterator[States]:
    """Give the states of conversations, by their ids, that are saved within; who asks for this writes them."""
    states: States = {}
    token = _held.set(states)
    try:
        yield states
    finally:
        _held.reset(token)


def hold_back(conversation_id: str, state: State) -> bool:
    """Keep a state for who writes it later; False where nobody will."""
    held = _held.get()
    if held is None:
        return False
    held[conversation_id] = state
    return True


def state_held(conversation_id: str) -> str | None:
    """Return the state that is to be written of a conversation, None when there is none."""
    state = (_held.get() or {}).get(conversation_id)
    return None if state is None else state.json
