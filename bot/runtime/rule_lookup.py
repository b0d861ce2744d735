"""Look only at the rules that the last turn leaves possible.

Rasa compares the conversation with every rule, three times a message. A rule that names another last
action or another intent than the conversation never applies, so rules are kept by these two.
"""

from collections import defaultdict
from typing import Any
from weakref import WeakKeyDictionary

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

State = dict[str, Any]
Lookup = dict[str, str]
Turn = tuple[str | None, str | None]  # the last action and the intent; None where a rule names none
Sorted = dict[Turn, list[str]]

_sorted: WeakKeyDictionary[RulePolicy, dict[int, tuple[int, Lookup, Sorted]]] = WeakKeyDictionary()


def narrow_rules() -> None:
    """Replace the function that goes through all rules; may be called more than once."""
    RulePolicy._get_possible_keys = possible_keys


def possible_keys(policy: RulePolicy, lookup: Lookup, states: list[State]) -> set[str]:
    """Return the keys of the rules that apply to the states of a conversation."""
    if not states:
        return set(lookup)
    rules = _rules_by_last_turn(policy, lookup)
    action, intent = _told(states[-1])
    turns = dict.fromkeys([(action, intent), (action, None), (None, intent), (None, None)])
    possible = [rule for turn in turns for rule in rules.get(turn, [])]
    for number, state in enumerate(reversed(states)):
        possible = [rule for rule in possible if policy._is_rule_applicable(rule, number, state)]
    return set(possible)


def _rules_by_last_turn(policy: RulePolicy, lookup: Lookup) -> Sorted:
    """Return the rules of a lookup by their last turn, sorted once; training takes rules out, so they are counted."""
    kept = _sorted.setdefault(policy, {})
    size, known, rules = kept.get(id(lookup), (0, None, {}))
    if known is not lookup or size != len(lookup):
        rules = defaultdict(list)
        for rule in lookup:
            rules[_told_by_rule(policy._rule_key_to_state(rule))].append(rule)
        kept[id(lookup)] = (len(lookup), lookup, rules)
    return rules


def _told_by_rule(states: list[State]) -> Turn:
    """Return what a conversation must have; a rule for the beginning of conversations does not look at the intent."""
    if not states or not states[-1].get(PREVIOUS_ACTION):
        return None, None
    return _told(states[-1])


def _told(state: State) -> Turn:
    return _set(state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)), _set(state.get(USER, {}).get(INTENT))


def _set(value: Any) -> str | None:
    return value if isinstance(value, str) and value and value != SHOULD_NOT_BE_SET else None
