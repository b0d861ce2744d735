"""What makes Rasa quicker changes nothing of what it says."""

import ast
import inspect
import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.rasa
QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.fixture
def processor(assistant: Any) -> Any:
    """Rasa's processor with the trained model."""
    return assistant._agent.processor


@pytest.fixture
def policy(processor: Any) -> Any:
    """The rule policy of the trained model."""
    return processor.graph_runner._instantiated_nodes["run_RulePolicy0"]._component


def texts() -> list[str]:
    """Return what is said in the labelled conversations, and payloads."""
    lines = (QUESTIONS / "conversations.jsonl").read_text("utf-8").splitlines()
    return [*(json.loads(line)["text"] for line in lines), '/ask_fees{"procedure_code": "1.001193"}', "/greet", "."]


def test_the_graph_gives_what_rasa_s_own_runner_gives(processor: Any) -> None:
    """For messages, and for the next action after them."""
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.shared.core.events import ActionExecuted, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    runner, nlu, core = (
        processor.graph_runner,
        processor.model_metadata.nlu_target,
        processor.model_metadata.core_target,
    )
    assert type(runner) is not DaskGraphRunner
    for text in texts():
        tracker = DialogueStateTracker.from_events("c", [ActionExecuted("action_listen")], processor.domain.slots)
        inputs = {"__message__": [UserMessage(text)], "__tracker__": tracker}
        ours, theirs = (run(inputs, [nlu])[nlu][0].as_dict() for run in (runner.run, _own(DaskGraphRunner, runner)))
        assert ours == theirs
        tracker.update(UserUttered(text, ours["intent"], ours["entities"], ours), processor.domain)
        inputs = {"__tracker__": tracker}
        action, same = (run(inputs, [core])[core] for run in (runner.run, _own(DaskGraphRunner, runner)))
        assert action == same


def test_an_input_named_like_a_node_is_refused(processor: Any) -> None:
    """As Rasa does."""
    from rasa.engine.exceptions import GraphRunError

    target = processor.model_metadata.nlu_target
    with pytest.raises(GraphRunError):
        processor.graph_runner.run({"__message__": target}, [target])


def test_a_missing_input_is_refused(processor: Any) -> None:
    """As Rasa does."""
    from rasa.engine.exceptions import GraphRunError

    with pytest.raises(GraphRunError):
        processor.graph_runner.run({}, [processor.model_metadata.core_target])


def test_the_rules_that_apply_are_those_that_apply_of_all(processor: Any, policy: Any) -> None:
    """After every last action with every intent, with or without what came before, and after the states of each rule."""
    rules = policy.lookup["rules"]
    actions = [*processor.domain.action_names_or_texts, "should_not_be_set"]
    intents = [*processor.domain.intents, "unheard_of", "should_not_be_set"]
    listen = {"prev_action": {"action_name": "action_listen"}}
    conversations = [policy._rule_key_to_state(rule) for rule in rules]
    for action, intent in product(actions, intents):
        state = {"user": {"intent": intent}, "prev_action": {"action_name": action}}
        conversations += [[state], [{}, listen, state], [listen, {**state, "prev_action": {}}]]
    conversations += [[], [{}], [{}, listen], [{"user": {"text": "khai sinh"}, **listen}]]
    for states in conversations:
        assert policy._get_possible_keys(rules, states) == _all_that_apply(policy, rules, states)


def test_a_rule_for_the_beginning_applies_whatever_is_said(policy: Any) -> None:
    """As Rasa has it: the first turn of a conversation is compared with nothing else."""
    beginning = json.dumps([{"user": {"intent": "greet"}}])
    lookup = {beginning: "utter_greet"}
    for states in ([{"user": {"intent": "deny"}}], [{"prev_action": {"action_name": "action_listen"}}]):
        assert policy._get_possible_keys(lookup, states) == _all_that_apply(policy, lookup, states)


def test_a_rule_that_training_takes_out_is_gone(policy: Any) -> None:
    """Rasa takes rules out of the lookup while it checks them."""
    states = [{"prev_action": {"action_name": "action_listen"}, "user": {"intent": "greet"}}]
    lookup = {json.dumps(states): "utter_greet"}
    assert policy._get_possible_keys(lookup, states) == set(lookup)
    lookup.clear()
    assert policy._get_possible_keys(lookup, states) == set()


def test_where_nothing_is_copied_copies_were_for_debug_lines_only(assistant: Any) -> None:
    """So that what is said there cannot be changed afterwards."""
    from bot.runtime.quiet_copies import ONLY_FOR_LOGGING

    for module in ONLY_FOR_LOGGING:
        tree = ast.parse(inspect.getsource(module))
        copies = [node for node in ast.walk(tree) if _names(node, "copy")]
        logged = [node for call in ast.walk(tree) if _logs(call) for node in ast.walk(call) if _names(node, "copy")]
        assert copies
        assert len(copies) == len(logged)


def test_a_copied_slot_is_the_slot_s_equal_and_changes_alone(processor: Any) -> None:
    """For every kind of slot of the domain."""
    import copy

    for slot in processor.domain.slots:
        copied = copy.copy(slot)
        assert type(copied) is type(slot)
        assert vars(copied) == vars(slot)
        copied.value = "other"
        assert slot.value != "other"


def test_only_an_empty_domain_is_empty(processor: Any) -> None:
    """Ours is not."""
    from rasa.shared.core.domain import Domain

    assert not processor.domain.is_empty()
    assert Domain.empty().is_empty()


def _own(kind: Any, runner: Any) -> Any:
    """Return Rasa's own way to run the same graph."""
    return lambda inputs, targets: kind.run(runner, inputs, targets)


def _all_that_apply(policy: Any, rules: dict[str, str], states: list[Any]) -> set[str]:
    """Go through all rules, as Rasa does."""
    turns = list(enumerate(reversed(states)))
    return {rule for rule in rules if all(policy._is_rule_applicable(rule, turn, state) for turn, state in turns)}


def _names(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _logs(node: ast.AST) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == "debug" and _names(function.value, "structlogger")
