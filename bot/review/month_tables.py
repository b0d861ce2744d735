"""The tables of a monthly report, as its page and its workbook show them."""

from collections.abc import Iterable

from actions.rendering import words
from bot.evaluation.rates import Rate
from bot.review.month import Line, Month
from bot.review.tables import FEW, Cell, Table, rate_cells, titles
from procedures_db.vocabulary import Rated


def month_tables(month: Month, target: int) -> dict[str, Table]:
    """Return the tables by their keys; `target` is the share that is aimed at, in percent."""
    tables = [
        Table("report_messages", _messages(month)),
        Table("report_satisfaction", [_satisfaction(month, subject, target) for subject in Rated]),
        Table("report_ratios", _ratios(month)),
        *([Table("report_dossiers", _dossiers(month))] if month.dossiers else []),
        Table("report_sectors", _lines(month.sectors)),
        Table("report_procedures", _lines(month.procedures)),
        Table("report_communes", [(line.name, *_apart(line)) for line in month.communes]),
        Table("report_notes", [(note,) for note in titles()["notes"]]),
    ]
    return {table.key: table for table in tables}


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


def _satisfaction(month: Month, subject: Rated, target: int) -> tuple[Cell, ...]:
    now, before = month.satisfied[subject], month.satisfied_before[subject]
    earlier = (before.hits, before.total, _part(before.hits, before.total))
    return words()["rated"][subject], *rate_cells(now), *earlier, target / 100, verdict(now, target)


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
    return [(title, getattr(month.dossiers, name)) for name, title in titles()["dossiers"].items()]


def _lines(lines: Iterable[Line]) -> list[tuple[Cell, ...]]:
    return [(line.name, line.messages, *_apart(line)) for line in lines]


def _apart(line: Line) -> tuple[Cell, ...]:
    return *rate_cells(line.satisfied[Rated.ASSISTANT]), *rate_cells(line.satisfied[Rated.COUNTER])


def _part(count: int, total: int) -> float | None:
    return round(count / total, 3) if total else None
