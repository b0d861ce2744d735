"""Train the model when what it is made from has changed."""

import hashlib
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

from bot.settings import ROOT, set_default

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


def model_path(models: Path) -> Path:
    """Return where the model of the present inputs is, or is to be."""
    return models / f"{NAME}-{fingerprint()}.tar.gz"


def fingerprint() -> str:
    """Return a short digest of all files that the model is made from."""
    digest = hashlib.sha256()
    for path in _files(INPUTS):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def train(models: Path) -> Path:
    """Train a model of the present inputs; return its path. Older models of ours are removed.

    Raises TrainingFailed with Rasa's reason.
    """
    set_default("LOG_LEVEL", "ERROR")  # also hides Rasa's many progress bars
    from rasa.model_training import train as rasa_train

    path = model_path(models)
    try:
        with redirect_stdout(sys.stderr):
            result = rasa_train(
                domain=str(ROOT / "bot/domain"),
                config=str(ROOT / PIPELINE),
                training_files=[str(ROOT / "nlu_data"), str(ROOT / "bot/rules")],
                output=str(models),
                fixed_model_name=path.name.removesuffix(".tar.gz"),
                force_training=True,
            )
    except Exception as error:
        raise TrainingFailed(f"The model could not be trained: {error}") from error
    if result.code != 0 or not path.exists():
        raise TrainingFailed("The model could not be trained; run `motcua rasa train` to see why.")
    for old in models.glob(f"{NAME}-*.tar.gz"):
        if old != path:
            old.unlink()
    return path


def _files(inputs: Iterable[str]) -> list[Path]:
    found = []
    for name in inputs:
        path = ROOT / name
        found += [path] if path.is_file() else [file for file in path.rglob("*") if file.suffix in {".yml", ".py"}]
    return sorted(found)
