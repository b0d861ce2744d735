"""A month for the department of home affairs: messages, satisfaction, ratios, dossiers, beside the month before."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from actions.clock import day_begins
from bot.evaluation.rates import Rate
from bot.review.figures import Outcomes, added_up, told_apart
from bot.review.naming import Names
from bot.review.ratios import Ratios, ratios_of
from procedures_db.queries import counts, monthly, ratings
from procedures_db.queries.counts import Period
from procedures_db.queries.monthly import DossierCounts
from procedures_db.queries.ratings import Tally
from procedures_db.vocabulary import Rated

Apart = dict[Rated, Rate]
Named = Callable[[str | None], str]


@dataclass(frozen=True)
class Line:
    """A sector, procedure or commune: its messages where they are counted, satisfaction of each subject."""

    name: str
    messages: int | None
    satisfied: Apart


@dataclass(frozen=True)
class Month:
    """All figures of a month beside some of the month before; `target` is the share that is aimed at, in percent."""

    period: Period
    target: int
    outcomes: Outcomes
    outcomes_before: Outcomes
    satisfied: Apart
    satisfied_before: Apart
    sectors: list[Line]
    procedures: list[Line]
    communes: list[Line]
    ratios: Ratios
    dossiers: DossierCounts | None


def month_of(session: Session, first: date, today: date, target: int) -> Month:
    """Count the month that begins on a day; what is overdue is so as of `today`."""
    period, before = whole_month(first), whole_month(first - timedelta(1))
    names = Names(session)
    asked = counts.messages_by_procedure(session, period)
    rated = {subject: ratings.by_procedure(session, period, subject) for subject in Rated}
    communes = {subject: ratings.by_commune(session, period, subject) for subject in Rated}
    satisfied = {subject: added_up(subject, tallies) for subject, tallies in rated.items()}
    received = monthly.complaints(session, day_begins(period.first), day_begins(period.last + timedelta(1)))
    return Month(
        period,
        target,
        outcomes_of(session, period),
        outcomes_of(session, before),
        satisfied,
        {subject: added_up(subject, ratings.by_day(session, before, subject)) for subject in Rated},
        sectors=lines(names.sector, rated, asked),
        procedures=lines(names.procedure, rated, asked),
        communes=lines(names.commune, communes),
        ratios=ratios_of(received, satisfied[Rated.COUNTER], today),
        dossiers=monthly.dossier_counts(session, period),
    )


def whole_month(day: date) -> Period:
    """Return the month that a day lies in."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(31)).replace(day=1) - timedelta(1))


def outcomes_of(session: Session, period: Period) -> Outcomes:
    """Return what came of the messages of a period."""
    rows = (("all", outcome, count) for _, _, outcome, count in counts.messages_by_outcome(session, period))
    return told_apart(rows).get("all", told_apart([("all", "other", 0)])["all"])


def lines(named: Named, rated: dict[Rated, list[Tally]], asked: Iterable[tuple[str, int]] | None = None) -> list[Line]:
    """Return a line for each name, those with most ratings and messages first; without `asked` none has messages."""
    messages: dict[str, int] = defaultdict(int)
    for code, count in asked or ():
        messages[named(code)] += count
    good: dict[tuple[str, Rated], int] = defaultdict(int)
    all_of_them: dict[tuple[str, Rated], int] = defaultdict(int)
    for subject, tallies in rated.items():
        for tally in tallies:
            good[named(tally.of), subject] += tally.good
            all_of_them[named(tally.of), subject] += tally.ratings
    found = [
        Line(
            name,
            None if asked is None else messages.get(name, 0),
            {subject: Rate(name, good[name, subject], all_of_them[name, subject]) for subject in Rated},
        )
        for name in {*messages, *(name for name, _ in good)}
    ]
    return sorted(found, key=_most_first)


def _most_first(line: Line) -> tuple[int, int, str]:
    return -sum(rate.total for rate in line.satisfied.values()), -(line.messages or 0), line.name
