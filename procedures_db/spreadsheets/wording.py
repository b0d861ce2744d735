"""The Vietnamese words of a workbook: its guide, what each column means, what stands for an empty cell."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache
def wording() -> dict[str, Any]:
    """Return the words of wording.yml."""
    return YAML(typ="safe").load((Path(__file__).parent / "wording.yml").read_text(encoding="utf-8"))


def meaning_of(sheet: str, column: str) -> str:
    """Say in Vietnamese what a column holds; nothing when nobody has written it yet."""
    columns = wording()["columns"]
    return columns.get(sheet, {}).get(column) or columns["everywhere"].get(column, "")
