"""Show an evaluation: as tables in the terminal, as a page with every error."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console
from rich.table import Table

from bot.evaluation.judging import Verdict
from bot.evaluation.rates import Rate

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Evaluation:
    """All that was found: rates, simple rankers (name, first, among four), confusions, faulty answers."""

    source: str
    rates: list[Rate]
    baselines: list[tuple[str, Rate, Rate]]
    confused: list[tuple[str, str, int]]
    faults: list[Verdict]
    names: dict[str, str]


def percent(share: float) -> str:
    """Write a share as 91.3 %."""
    return f"{100 * share:.1f} %"


def interval(rate: Rate) -> str:
    """Write the 95 % interval of a rate."""
    low, high = rate.interval
    return f"{100 * low:.1f} to {100 * high:.1f}"


def print_evaluation(evaluation: Evaluation, console: Console) -> None:
    """Print rates, simple rankers beside them, and the most confused pairs."""
    console.print(_table(f"{evaluation.source}: the assistant", evaluation.rates))
    both = [rate for _, first, among in evaluation.baselines for rate in (first, among)]
    console.print(_table("simple rankers over the names of all procedures", both))
    for meant, shown, count in evaluation.confused:
        console.print(
            f"{count} times {meant} {evaluation.names.get(meant, '')} → {shown} {evaluation.names.get(shown, '')}"
        )


def write_page(evaluation: Evaluation, path: Path) -> None:
    """Write the evaluation as one HTML page that needs nothing else."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.filters.update(percent=percent, interval=interval)
    page = environment.get_template("evaluation.html").render(evaluation=evaluation)
    path.write_text(page, encoding="utf-8")


def _table(title: str, rates: Iterable[Rate]) -> Table:
    table = Table("what", "share", "95 %", "n", title=title, title_justify="left")
    for rate in rates:
        table.add_row(rate.name, percent(rate.share), interval(rate), str(rate.total))
    return table
