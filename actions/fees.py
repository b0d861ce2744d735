"""What it costs."""

from collections.abc import Iterable
from itertools import groupby

from actions.aspect import AspectAction, Facts
from actions.circumstances import sort_out
from procedures_db.facts import FeeFact, RecordInForce


class AnswerFees(AspectAction):
    """Lists fees and charges; a channel without an amount is said to be unknown, never free."""

    aspect = "fee"
    template = "fees"

    def facts(self, record: RecordInForce, circumstance: str | None) -> Facts:
        """Sort the amounts by circumstance and name the channels without any."""
        by_case = sort_out(record.fees, record, circumstance)
        shown = [*by_case.common, *(fee for _, fees in by_case.groups for fee in fees)]
        priced = {channel for fee in shown for channel in fee.channels}
        return {
            "by_case": by_case,
            "shown": shown,
            "tables": tables,
            "unpriced": [channel for channel in record.channels if channel not in priced],
        }


def tables(fees: Iterable[FeeFact]) -> list[list[FeeFact]]:
    """Put amounts together that differ only in their condition."""
    return [list(group) for _, group in groupby(fees, lambda fee: (fee.label, fee.channels, fee.source.number))]
