"""The stand-in for TensorFlow."""

import subprocess
import sys

import pytest

from bot.runtime.tensorflow_free import Inert, TensorFlowMissing

SCRIPT = """
from bot.runtime.tensorflow_free import stand_in_for_tensorflow, tensorflow_installed
stand_in_for_tensorflow(); stand_in_for_tensorflow()
import sys
assert sum(type(finder).__name__ == "InertFinder" for finder in sys.meta_path) == (not tensorflow_installed())
import tensorflow as tf
from tensorflow.keras.layers import Dense
import tensorflow_hub
class Layer(tf.keras.layers.Layer): pass
@tf.function
def plain(): return 1
@tf.function(input_signature=[])
def configured(): return 2
print(plain(), configured(), tensorflow_installed())
"""


def test_modules_import_and_decorators_leave_functions_as_they_are() -> None:
    """In a process of its own, for the finder stays installed."""
    output = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert output.split()[:2] == ["1", "2"]


def test_whatever_truly_needs_tensorflow_fails_with_a_clear_sentence() -> None:
    """Not with an attribute error deep inside."""

    class Model(Inert):
        pass

    with pytest.raises(TensorFlowMissing, match="Model needs TensorFlow"):
        Model()


def test_special_names_are_not_answered() -> None:
    """Else Python's own protocols would be fooled."""
    with pytest.raises(AttributeError):
        getattr(Inert, "__wrapped__")  # noqa: B009
