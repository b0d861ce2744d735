"""The only reader of the environment on this floor."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "nlu_data" / "lexicon.yml"
EVERYDAY = ROOT / "nlu_data" / "everyday"


def database_url() -> str:
    """Return DATABASE_URL, or the SQLite file under var/ of the project."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'motcua.sqlite3'}"


def environment_with(**more: str) -> dict[str, str]:
    """Return the environment for another program, with something more in it."""
    return {**os.environ, **more}
