"""Let Rasa import without TensorFlow, which our pipeline does not use and which costs a gigabyte.

Rasa imports TensorFlow at module level even where no component needs it. Where it is not
installed, a finder answers for it with modules whose attributes are inert. Where it is installed,
nothing is done, and DIETClassifier or TEDPolicy work as usual.
"""

import sys
from collections.abc import MutableSequence, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

PACKAGES = frozenset({"tensorflow", "keras", "tensorflow_hub", "tensorflow_text"})


class TensorFlowMissing(RuntimeError):
    """A component that truly needs TensorFlow was used without it."""


class _InertType(type):
    """Answers any attribute of the class with the inert class."""

    def __getattr__(cls, name: str) -> Any:
        """Refuse only special names, which Python itself looks up."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert


class Inert(metaclass=_InertType):
    """Usable as base class, constant, annotation and decorator; not as the real thing."""

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        """Act as a decorator; refuse to build what derives from it."""
        if cls is not Inert:
            raise TensorFlowMissing(
                f"{cls.__module__}.{cls.__name__} needs TensorFlow. "
                "Install the extra: `make tensorflow`, or choose a pipeline without it."
            )
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) and not options else Inert


class _InertModule(ModuleType):
    __path__: MutableSequence[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert


class _InertLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        return None


class InertFinder(MetaPathFinder):
    """Answers for some packages with inert modules."""

    def __init__(self, packages: frozenset[str]) -> None:
        """Take the names of the packages."""
        self.packages = packages

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for a module of these packages."""
        if fullname.partition(".")[0] not in self.packages:
            return None
        return ModuleSpec(fullname, _InertLoader(), is_package=True)


def tensorflow_installed() -> bool:
    """Say whether the real package can be imported."""
    return PathFinder.find_spec("tensorflow") is not None


def stand_in_for_tensorflow() -> None:
    """Install the finder unless TensorFlow or the finder is there already."""
    if not tensorflow_installed():
        answer_for(PACKAGES)


def answer_for(packages: frozenset[str]) -> None:
    """Answer for packages that are imported from now on, unless somebody does already."""
    if not any(isinstance(finder, InertFinder) and finder.packages == packages for finder in sys.meta_path):
        sys.meta_path.insert(0, InertFinder(packages))
