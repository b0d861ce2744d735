"""Train the model when what it is made from has changed."""

import hashlib
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from ruamel.yaml import YAML

from bot.settings import ROOT, set_default
from procedures_db.lessons import taught

PIPELINE = "config.yml"
INPUTS = (
    "config.yml",
    "nlu_data",
    "bot/domain",
    "bot/rules",
    "bot/nlu",
    "procedures_db/text.py",
    "procedures_db/lexicon.py",
    "procedures_db/search/spelling.py",
)
NAME = "motcua"


class TrainingFailed(RuntimeError):
    """Rasa could not train; the message says why."""


def model_path(models: Path, version: int | None = None) -> Path:
    """Return where the model of the present inputs is, or is to be: of the files alone, or of a version of lessons."""
    return models / f"{NAME}-{fingerprint()}{'' if version is None else f'-v{version}'}.tar.gz"


def fingerprint() -> str:
    """Return a short digest of all files that the model is made from."""
    digest = hashlib.sha256()
    for path in _files(INPUTS):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def train(models: Path, version: int | None = None) -> Path:
    """Train a model of the present inputs and the examples taught; return its path. Models of older inputs are removed.

    Raises TrainingFailed with Rasa's reason.
    """
    set_default("LOG_LEVEL", "ERROR")  # also hides Rasa's many progress bars
    set_default("RASA_MAX_CACHE_SIZE", "0")  # it would be written where the program lies, and is never read
    path = model_path(models, version)
    with TemporaryDirectory() as folder:
        write_examples(taught().examples, Path(folder) / "taught.yml")
        _train_into(path, folder)
    for old in models.glob(f"{NAME}-*.tar.gz"):
        if not old.name.startswith(f"{NAME}-{fingerprint()}"):
            old.unlink()
    return path


def write_examples(examples: Mapping[str, list[str]], path: Path) -> None:
    """Write examples as a file that Rasa reads; nothing when there are none."""
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in examples.items()
    ]
    if blocks:
        with path.open("w", encoding="utf-8") as file:
            YAML().dump({"version": "3.1", "nlu": blocks}, file)


def _train_into(path: Path, examples: str) -> None:
    from rasa.model_training import train as rasa_train

    try:
        with redirect_stdout(sys.stderr):
            result = rasa_train(
                domain=str(ROOT / "bot/domain"),
                config=str(ROOT / PIPELINE),
                training_files=[str(ROOT / "nlu_data"), str(ROOT / "bot/rules"), examples],
                output=str(path.parent),
                fixed_model_name=path.name.removesuffix(".tar.gz"),
                force_training=True,
            )
    except Exception as error:
        raise TrainingFailed(f"The model could not be trained: {error}") from error
    if result.code != 0 or not path.exists():
        raise TrainingFailed("The model could not be trained; run `motcua rasa train` to see why.")


def _files(inputs: Iterable[str]) -> list[Path]:
    found = []
    for name in inputs:
        path = ROOT / name
        found += [path] if path.is_file() else [file for file in path.rglob("*") if file.suffix in {".yml", ".py"}]
    return sorted(found)
