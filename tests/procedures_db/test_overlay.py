"""How the city's amounts lie over the national ones."""

from dataclasses import replace
from datetime import date

from procedures_db.facts import FeeFact, SourceFact
from procedures_db.overlay import apply_local_rules, in_force
from procedures_db.vocabulary import ChannelKind, FeeKind, FeeUnit

DAY = date(2026, 11, 22)
NATIONAL = FeeFact(
    kind=FeeKind.FEE,
    subject="a",
    label="A",
    channels=(ChannelKind.IN_PERSON, ChannelKind.ONLINE),
    amount=50,
    unit=FeeUnit.PER_TIME,
    circumstances=(),
    condition=None,
    exemption=None,
    note=None,
    source=SourceFact("s", None, None, DAY),
)
CITY = replace(NATIONAL, amount=10, local=True, channels=(ChannelKind.ONLINE,))


def amounts(*fees: FeeFact) -> list[tuple[int, tuple[str, ...]]]:
    """Show fees shortly."""
    return [(fee.amount, tuple(fee.channels)) for fee in fees]


def test_a_rule_takes_only_its_channels() -> None:
    """The desk keeps the national amount."""
    assert amounts(*apply_local_rules([NATIONAL], [CITY], DAY)) == [(10, ("online",)), (50, ("in_person",))]


def test_a_rule_on_another_subject_takes_nothing() -> None:
    """A charge does not displace a fee."""
    other = replace(CITY, subject="b")
    assert (50, ("in_person", "online")) in amounts(*apply_local_rules([NATIONAL], [other], DAY))


def test_a_rule_with_a_condition_stands_beside_the_national_amount() -> None:
    """Free electronic copies do not make paper copies free."""
    conditional = replace(CITY, condition="bản sao điện tử", amount=0)
    fees = apply_local_rules([NATIONAL], [conditional], DAY)
    assert amounts(*fees) == [(0, ("online",)), (50, ("in_person", "online"))]
    assert fees[0].replaces == ()


def test_a_rule_for_one_case_leaves_the_other_cases() -> None:
    """What is said of late filing is not said of all."""
    late = replace(CITY, circumstances=("late",))
    national_late = replace(NATIONAL, circumstances=("late",), channels=(ChannelKind.ONLINE,))
    fees = apply_local_rules([NATIONAL, national_late], [late], DAY)
    assert amounts(*fees) == [(10, ("online",)), (50, ("in_person", "online"))]


def test_dates_of_an_amount_are_inclusive_at_the_beginning_and_exclusive_at_the_end() -> None:
    """A reduction until 31 December ends on 1 January."""
    reduced = replace(NATIONAL, effective_from=date(2026, 1, 1), effective_to=date(2027, 1, 1))
    assert [in_force(reduced, day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31))] == [
        False,
        True,
        True,
    ]
    assert not in_force(reduced, date(2027, 1, 1))


def test_a_rule_that_is_not_yet_in_force_changes_nothing() -> None:
    """Future resolutions wait for their day."""
    coming = replace(CITY, effective_from=date(2027, 1, 1))
    assert apply_local_rules([NATIONAL], [coming], DAY) == (NATIONAL,)
