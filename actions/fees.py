"""What it costs."""

from actions.aspect import AspectAction, Facts
from actions.circumstances import sort_out
from procedures_db.facts import RecordInForce


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
            "unpriced": [channel for channel in record.channels if channel not in priced],
        }
