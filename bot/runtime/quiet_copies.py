"""Copy nothing for log lines that nobody writes.

Rasa copies events, states and entities deeply for debug lines before it is known whether they are written;
the modules named here copy for nothing else.
"""

import copy
import logging
from types import ModuleType, SimpleNamespace
from typing import Any

import rasa.core.policies.rule_policy
import rasa.core.processor

ONLY_FOR_LOGGING: tuple[ModuleType, ...] = (rasa.core.processor, rasa.core.policies.rule_policy)


def copy_quietly() -> None:
    """Let these modules copy only where debug lines are written; may be called more than once."""
    for module in ONLY_FOR_LOGGING:
        module.__dict__["copy"] = SimpleNamespace(deepcopy=_copied_for(logging.getLogger(module.__name__)))


def _copied_for(log: logging.Logger) -> Any:
    return lambda value: copy.deepcopy(value) if log.isEnabledFor(logging.DEBUG) else value
