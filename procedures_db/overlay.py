"""Lay the city's rules over the national fees: where both speak, the city's rule wins."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from procedures_db.facts import FeeFact


def in_force(fee: FeeFact, day: date) -> bool:
    """Say whether an amount is valid on a day; its end is exclusive, an unstated end is open."""
    begun = fee.effective_from is None or fee.effective_from <= day
    ended = fee.effective_to is not None and fee.effective_to <= day
    return begun and not ended


def apply_local_rules(national: Iterable[FeeFact], local: Iterable[FeeFact], day: date) -> tuple[FeeFact, ...]:
    """Return the fees of a day: the city's first, then what they leave of the national ones."""
    valid_national = [fee for fee in national if in_force(fee, day)]
    valid_local = [fee for fee in local if in_force(fee, day) and fee.channels]
    winners = [_naming_what_it_replaces(rule, valid_national) for rule in valid_local]
    remaining = (_without_ruled_channels(fee, valid_local) for fee in valid_national)
    return (*winners, *(fee for fee in remaining if fee.channels))


def _naming_what_it_replaces(rule: FeeFact, national: list[FeeFact]) -> FeeFact:
    amounts = {fee.amount for fee in national if _meets(rule, fee)} - {rule.amount}
    return replace(rule, replaces=tuple(sorted(amounts)))


def _without_ruled_channels(fee: FeeFact, rules: list[FeeFact]) -> FeeFact:
    ruled = {channel for rule in rules if _covers(rule, fee) for channel in rule.channels}
    return replace(fee, channels=tuple(channel for channel in fee.channels if channel not in ruled))


def _meets(rule: FeeFact, fee: FeeFact) -> bool:
    return _covers(rule, fee) and bool(set(rule.channels) & set(fee.channels))


def _covers(rule: FeeFact, fee: FeeFact) -> bool:
    """Say whether a rule speaks for every case of a fee; one with a condition lies beside it."""
    if rule.subject != fee.subject or rule.condition is not None:
        return False
    return not rule.circumstances or bool(fee.circumstances and set(fee.circumstances) <= set(rule.circumstances))
