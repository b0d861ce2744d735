"""A table of figures as pages, spreadsheets and CSV show it; its Vietnamese titles are in words.yml."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.evaluation.rates import Rate

FEW = 5  # ratings below which a share says nothing
Cell = str | int | float | date | datetime | None
Naming = Callable[[str | None], str]


@dataclass(frozen=True)
class Table:
    """Rows of cells under the columns that words.yml names for this key."""

    key: str
    rows: list[tuple[Cell, ...]]

    @property
    def title(self) -> str:
        """Return what it shows."""
        return str(titles()["tables"][self.key]["title"])

    @property
    def columns(self) -> list[str]:
        """Return what stands above the columns."""
        return list(titles()["tables"][self.key]["columns"])


@lru_cache
def titles() -> dict[str, Any]:
    """Return the Vietnamese of tables, their columns and their notes."""
    return YAML(typ="safe").load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))


def rate_cells(rate: Rate) -> tuple[Cell, ...]:
    """Return numerator, denominator, share and interval as numbers from 0 to 1, and a note where they are few."""
    if not rate.total:
        return rate.hits, rate.total, None, None, None, titles()["few"]
    low, high = rate.interval
    note = titles()["few"] if rate.total < FEW else ""
    return rate.hits, rate.total, round(rate.share, 3), round(low, 3), round(high, 3), note
