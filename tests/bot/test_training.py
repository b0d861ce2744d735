"""A model is trained anew exactly when what it is made from changes."""

from pathlib import Path

import pytest

from bot import training
from bot.training import fingerprint, model_path, train


def test_the_fingerprint_follows_the_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed word, a new file and a renamed file each make another model."""
    (tmp_path / "nlu").mkdir()
    example = tmp_path / "nlu" / "a.yml"
    example.write_text("a")
    monkeypatch.setattr(training, "ROOT", tmp_path)
    monkeypatch.setattr(training, "INPUTS", ("nlu",))
    seen = [fingerprint()]
    example.write_text("b")
    seen.append(fingerprint())
    (tmp_path / "nlu" / "c.yml").write_text("")
    seen.append(fingerprint())
    example.rename(tmp_path / "nlu" / "d.yml")
    seen.append(fingerprint())
    assert len(set(seen)) == 4
    assert model_path(tmp_path).name == f"motcua-{seen[-1]}.tar.gz"


def test_every_input_exists() -> None:
    """A name that leads nowhere would never change."""
    assert all((training.ROOT / name).exists() for name in training.INPUTS)


@pytest.mark.rasa
def test_training_writes_to_the_folder_of_models_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program lies may be read only: lessons are tried in a container, too."""
    from bot.runtime.preparation import prepare_rasa

    prepare_rasa()
    monkeypatch.chdir(tmp_path)
    assert train(tmp_path / "models").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["models"]
