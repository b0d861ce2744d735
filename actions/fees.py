"""What it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from actions.aspect import AspectAction, Facts
from actions.circumstances import sort_out
from actions.target import Target
from procedures_db.facts import FeeFact, RecordInForce
from procedures_db.vocabulary import ChannelKind


class AnswerFees(AspectAction):
    """Lists fees and charges; a channel without an amount is said to be unknown, never free."""

    aspect = "fee"
    template = "fees"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Sort the amounts by circumstance, on the channel that was asked about; name the channels without any."""
        offered = [channel for channel in record.channels if target.channel in (None, channel)] or record.channels
        fees = [replace(fee, channels=channels) for fee in record.fees if (channels := _common(fee.channels, offered))]
        by_case = sort_out(fees, record, target.circumstance)
        shown = [*by_case.common, *(fee for _, group in by_case.groups for fee in group)]
        priced = {channel for fee in shown for channel in fee.channels}
        return {
            "by_case": by_case,
            "shown": shown,
            "tables": tables,
            "unpriced": [channel for channel in offered if channel not in priced],
        }


def tables(fees: Iterable[FeeFact]) -> list[list[FeeFact]]:
    """Put amounts together that differ only in their condition."""
    return [list(group) for _, group in groupby(fees, lambda fee: (fee.label, fee.channels, fee.source.number))]


def _common(channels: tuple[ChannelKind, ...], offered: Sequence[ChannelKind]) -> tuple[ChannelKind, ...]:
    return tuple(channel for channel in channels if channel in offered)
