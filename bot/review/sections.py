"""Everything that the page of a period shows, as tables to export."""

from collections.abc import Callable

from actions.rendering import words
from bot.evaluation.rates import Rate
from bot.review.figures import Figures, Outcomes, Week
from bot.review.tables import Cell, Table, rate_cells, titles
from procedures_db.queries.slow import SlowAnswer


def section(figures: Figures, key: str) -> Table:
    """Return the table of this key."""
    return Table(key, SECTIONS[key](figures))


def outcome_cells(outcomes: Outcomes) -> tuple[Cell, ...]:
    """Return how many messages there were, then what came of them."""
    return sum(outcomes.values()), *outcomes.values()


def slow_cells(answer: SlowAnswer) -> tuple[Cell, ...]:
    """Return how long an answer took, when, and to what."""
    text = titles()["no_text"] if answer.text is None else answer.text
    return round(answer.milliseconds), answer.day, text, intent_name(answer.intent)


def rated(rates: list[Rate]) -> list[tuple[Cell, ...]]:
    """Return a row for each rate."""
    return [(rate.name, *rate_cells(rate)) for rate in rates]


def factor_name(factor: str | None) -> str:
    """Say what a low rating is about."""
    return str(words()["factors"][factor] if factor else titles()["unknown"])


def intent_name(intent: str | None) -> str:
    """Say in plain words what was understood."""
    return str(titles()["aspects_asked"].get(intent, intent) if intent else titles()["unknown"])


def week_cells(week: Week) -> tuple[Cell, ...]:
    """Return what came of a week's messages, and how satisfied people were."""
    return week.first, *outcome_cells(week.outcomes), *rate_cells(week.satisfied)


SECTIONS: dict[str, Callable[[Figures], list[tuple[Cell, ...]]]] = {
    "weeks": lambda figures: [week_cells(week) for week in figures.weeks],
    "messages": lambda figures: [(channel, *outcome_cells(outcomes)) for channel, outcomes in figures.channels],
    "hours": lambda figures: list(enumerate(figures.hours)),
    "procedures": lambda figures: list(figures.procedures),
    "rated_channels": lambda figures: rated(figures.by_channel),
    "rated_procedures": lambda figures: rated(figures.by_procedure),
    "rated_communes": lambda figures: rated(figures.by_commune),
    "factors": lambda figures: [(factor_name(factor), count) for factor, count in figures.factors],
    "slow": lambda figures: [slow_cells(answer) for answer in figures.slow],
}
