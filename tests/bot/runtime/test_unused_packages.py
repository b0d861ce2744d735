"""What Rasa imports for others is left out where we answer ourselves, and there where Rasa's own commands run."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.rasa
SCRIPT = """
import sys
from bot.runtime.preparation import prepare_rasa
from bot.runtime.unused_packages import UNUSED
prepare_rasa(only_to_answer={only_to_answer}); prepare_rasa(only_to_answer={only_to_answer})
import rasa.core.agent, rasa.core.channels, rasa.core.tracker_store
imported = [name for name in UNUSED if name in sys.modules]
print(len(imported), sum(type(sys.modules[name]).__name__ == "_InertModule" for name in imported))
"""


@pytest.mark.parametrize("only_to_answer", [True, False])
def test_packages_are_stood_in_for_only_where_we_answer(only_to_answer: bool) -> None:
    """In a process of its own, for what is imported stays."""
    script = SCRIPT.format(only_to_answer=only_to_answer)
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    imported, stood_in = map(int, output.split())
    assert imported > 5
    assert stood_in == (imported if only_to_answer else 0)
