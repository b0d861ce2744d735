"""The tables of a monthly report, as its page and its workbook show them."""

from collections.abc import Callable, Iterable

from actions.rendering import words
from bot.evaluation.rates import Rate
from bot.review.month import Line, Month
from bot.review.tables import FEW, Cell, Table, rate_cells, titles
from procedures_db.vocabulary import Rated


def month_table(month: Month, key: str) -> Table:
    """Return the table of this key."""
    return Table(key, TABLES[key](month))


def month_tables(month: Month) -> list[Table]:
    """Return all tables, that of dossiers only where there is a register."""
    keys = [key for key in TABLES if month.dossiers or key != "report_dossiers"]
    return [month_table(month, key) for key in keys]


def verdict(rate: Rate, target: int) -> str:
    """Say whether the target is reached for certain, missed for certain, or neither can be said."""
    verdicts = titles()["verdicts"]
    if not rate.total:
        return str(verdicts["none"])
    low, high = (end * 100 for end in rate.interval)
    if rate.total < FEW:
        return str(verdicts["open"])
    return str(verdicts["reached" if low >= target else "missed" if high < target else "open"])


def _messages(month: Month) -> list[tuple[Cell, ...]]:
    now, before = sum(month.outcomes.values()), sum(month.outcomes_before.values())
    kinds = [
        (titles()["kinds"][kind], count, _part(count, now), month.outcomes_before[kind],
         _part(month.outcomes_before[kind], before))
        for kind, count in month.outcomes.items()
    ]  # fmt: skip
    return [(titles()["all_messages"], now, _part(now, now), before, _part(before, before)), *kinds]


def _satisfaction(month: Month) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for subject in Rated:
        now, before = month.satisfied[subject], month.satisfied_before[subject]
        earlier = (before.hits, before.total, _part(before.hits, before.total))
        aimed_at = (month.target / 100, verdict(now, month.target))
        rows.append((words()["rated"][subject], *rate_cells(now), *earlier, *aimed_at))
    return rows


def _ratios(month: Month) -> list[tuple[Cell, ...]]:
    ratios = month.ratios
    counted = {"withdrawn": ratios.withdrawn, "waiting": ratios.waiting, "silent": ratios.silent}
    return [
        (
            titles()["ratios"][name],
            rate.hits,
            rate.total,
            _part(rate.hits, rate.total),
            month.period.first,
            month.period.last,
            titles()["ratio_notes"][name].format(**counted),
        )
        for name, rate in (("on_time", ratios.on_time), ("handled", ratios.handled), ("service", ratios.service))
    ]


def _dossiers(month: Month) -> list[tuple[Cell, ...]]:
    counted = month.dossiers
    return [(title, getattr(counted, name)) for name, title in titles()["dossiers"].items()] if counted else []


def _lines(lines: Iterable[Line]) -> list[tuple[Cell, ...]]:
    return [(line.name, line.messages, *_apart(line)) for line in lines]


def _notes(month: Month) -> list[tuple[Cell, ...]]:
    return [(note,) for note in titles()["notes"]]


def _apart(line: Line) -> tuple[Cell, ...]:
    return *rate_cells(line.satisfied[Rated.ASSISTANT]), *rate_cells(line.satisfied[Rated.COUNTER])


def _part(count: int, total: int) -> float | None:
    return round(count / total, 3) if total else None


TABLES: dict[str, Callable[[Month], list[tuple[Cell, ...]]]] = {
    "report_messages": _messages,
    "report_satisfaction": _satisfaction,
    "report_ratios": _ratios,
    "report_dossiers": _dossiers,
    "report_sectors": lambda month: _lines(month.sectors),
    "report_procedures": lambda month: _lines(month.procedures),
    "report_communes": lambda month: [(line.name, *_apart(line)) for line in month.communes],
    "report_notes": _notes,
}
