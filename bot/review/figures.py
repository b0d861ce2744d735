"""How a period went: messages and what came of them, satisfaction, hours, procedures, slow answers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from bot.evaluation.rates import Rate
from bot.review.naming import Names
from procedures_db.queries import counts, ratings
from procedures_db.queries.counts import Period
from procedures_db.queries.ratings import Tally
from procedures_db.queries.slow import SlowAnswer, slowest
from procedures_db.vocabulary import Rated, SipasFactor

KINDS = ("answered", "asked_back", "refused", "handoff", "other")  # outcomes that are told apart
KIND_OF = {**{kind: kind for kind in KINDS}, "message": "handoff"}  # a message is left for a person
SLOW = 10  # answers that are shown
Outcomes = dict[str, int]


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday on: what came of messages, and how satisfied people were."""

    first: date
    outcomes: Outcomes
    satisfied: Rate

    @property
    def messages(self) -> int:
        """Return how many messages there were."""
        return sum(self.outcomes.values())


@dataclass(frozen=True)
class Figures:
    """All that is shown of a period, counted when it is asked for; rates are of one subject, most ratings first."""

    session: Session
    period: Period
    subject: Rated

    @cached_property
    def weeks(self) -> list[Week]:
        """Return every week of the period."""
        return weeks_of(self.period, self._messages, self._rated)

    @cached_property
    def outcomes(self) -> Outcomes:
        """Add up what came of all messages."""
        return {kind: sum(week.outcomes[kind] for week in self.weeks) for kind in KINDS}

    @cached_property
    def total(self) -> Rate:
        """Return the share of all who were satisfied."""
        return added_up("", self._rated)

    @cached_property
    def channels(self) -> list[tuple[str, Outcomes]]:
        """Return what came of the messages of each channel."""
        rows = ((self._names.channel(channel), outcome, count) for _, channel, outcome, count in self._messages)
        return sorted(told_apart(rows).items())

    @cached_property
    def hours(self) -> list[int]:
        """Return how many messages there were in each hour of the day."""
        return counts.messages_by_hour(self.session, self.period)

    @cached_property
    def procedures(self) -> list[tuple[str, int]]:
        """Return what was asked about, the most frequent first."""
        rows = counts.messages_by_procedure(self.session, self.period)
        return [(self._names.procedure(code), count) for code, count in rows]

    @cached_property
    def by_channel(self) -> list[Rate]:
        """Return the satisfaction by channel."""
        return rates(ratings.by_channel(self.session, self.period, self.subject), self._names.channel)

    @cached_property
    def by_procedure(self) -> list[Rate]:
        """Return the satisfaction by procedure."""
        return rates(ratings.by_procedure(self.session, self.period, self.subject), self._names.procedure)

    @cached_property
    def by_commune(self) -> list[Rate]:
        """Return the satisfaction by commune."""
        return rates(ratings.by_commune(self.session, self.period, self.subject), self._names.commune)

    @cached_property
    def factors(self) -> list[tuple[SipasFactor | None, int]]:
        """Return what low ratings are about."""
        return ratings.low_by_factor(self.session, self.period, self.subject)

    @cached_property
    def slow(self) -> list[SlowAnswer]:
        """Return the slowest answers."""
        return slowest(self.session, self.period, SLOW)

    @cached_property
    def _names(self) -> Names:
        return Names(self.session)

    @cached_property
    def _messages(self) -> list[tuple[date, str, str, int]]:
        return counts.messages_by_outcome(self.session, self.period)

    @cached_property
    def _rated(self) -> list[Tally]:
        return ratings.by_day(self.session, self.period, self.subject)


def weeks_of(period: Period, messages: list[tuple[date, str, str, int]], rated: list[Tally]) -> list[Week]:
    """Return every week of a period, those without anything too."""
    outcomes = told_apart((monday(day), outcome, count) for day, _, outcome, count in messages)
    satisfied: dict[date, list[Tally]] = defaultdict(list)
    for tally in rated:
        satisfied[monday(tally.of)].append(tally)
    none = dict.fromkeys(KINDS, 0)
    return [Week(first, outcomes.get(first, none), added_up("", satisfied[first])) for first in mondays(period)]


def told_apart(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, Outcomes]:
    """Add up (anything, outcome, count) to the kinds that are told apart, for each thing."""
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    for of, outcome, count in rows:
        found[of][KIND_OF.get(outcome, "other")] += count
    return {of: {kind: counted[kind] for kind in KINDS} for of, counted in found.items()}


def rates(tallies: list[Tally], named: Callable[[str | None], str]) -> list[Rate]:
    """Return the share of each, by its name."""
    return [Rate(named(each.of), each.good, each.ratings) for each in tallies]


def added_up(name: str, tallies: Iterable[Tally]) -> Rate:
    """Return the share of all of them together."""
    both = [(each.good, each.ratings) for each in tallies]
    return Rate(name, sum(good for good, _ in both), sum(count for _, count in both))


def mondays(period: Period) -> list[date]:
    """Return the Mondays of the weeks that a period touches."""
    first = monday(period.first)
    return [first + timedelta(weeks=number) for number in range((monday(period.last) - first).days // 7 + 1)]


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
