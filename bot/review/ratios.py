"""The three ratios of satisfaction that Decision 766/QĐ-TTg asks for, as far as this data tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from actions.clock import city_day
from bot.evaluation.rates import Rate
from procedures_db.queries.follow_ups import ENDS, LIVE
from procedures_db.queries.monthly import Complaint
from procedures_db.queries.ratings import GOOD
from procedures_db.vocabulary import FollowUpState


@dataclass(frozen=True)
class Ratios:
    """Handled on time of those received; satisfied with the handling of those handled or overdue; with the service.

    `withdrawn` were taken back by who sent them and are in no ratio, `waiting` are not due yet, `silent` were handled
    on time and not rated since.
    """

    on_time: Rate
    handled: Rate
    service: Rate
    withdrawn: int
    waiting: int
    silent: int


def ratios_of(received: Iterable[Complaint], service: Rate, today: date) -> Ratios:
    """Work them out from what was received in a month, as of a day."""
    everything = list(received)
    kept = [each for each in everything if each.state is not FollowUpState.WITHDRAWN]
    waiting = [each for each in kept if each.state in LIVE and each.due_on >= today]
    on_time = [each for each in kept if _on_time(each)]
    rated = [each for each in on_time if _rated_since(each)]
    content = [each for each in rated if (each.rating or 0) >= GOOD]
    return Ratios(
        Rate("on_time", len(on_time), len(kept)),
        Rate("handled", len(content), len(kept) - len(waiting)),
        service,
        withdrawn=len(everything) - len(kept),
        waiting=len(waiting),
        silent=len(on_time) - len(rated),
    )


def _on_time(complaint: Complaint) -> bool:
    ended: datetime | None = complaint.closed_at
    return complaint.state in ENDS and ended is not None and city_day(ended) <= complaint.due_on


def _rated_since(complaint: Complaint) -> bool:
    """Say whether whoever complained rated again after it had ended."""
    changed, ended = complaint.changed_at, complaint.closed_at
    return complaint.rating is not None and changed is not None and ended is not None and changed > ended
