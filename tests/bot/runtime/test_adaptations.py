"""The other adaptations of Rasa."""

import asyncio
import sys
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.rasa


def test_an_action_s_rejection_is_told_as_http_400(assistant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Rasa expects it from an action server."""
    from rasa.utils.endpoints import ClientResponseError
    from rasa_sdk.interfaces import ActionExecutionRejection

    from bot.runtime.actions_in_process import InProcessActions

    async def refuse(call: Any) -> None:
        raise ActionExecutionRejection("action_x", "no")

    package = ModuleType("empty")
    monkeypatch.setitem(sys.modules, "empty", package)
    endpoint = InProcessActions(package)
    monkeypatch.setattr(endpoint._executor, "run", refuse)
    with pytest.raises(ClientResponseError) as caught:
        asyncio.run(endpoint.request(json={"next_action": "action_x"}))
    assert caught.value.status == 400
    assert '"action_name": "action_x"' in caught.value.text


def test_the_answer_of_an_action_is_still_validated(assistant: Any) -> None:
    """Faster, not laxer."""
    import jsonschema
    from rasa.core.actions.action import RemoteAction

    action = RemoteAction("action_x", None)
    assert action._validate_action_result({"events": [], "responses": []})
    assert action._validate_action_result({"events": [{"event": "slot", "name": "a", "value": 1}]})
    for faulty in (
        {"responses": "text"},
        {"events": {}},
        {"events": ["slot"]},
        {"events": [{"event": "slot"}]},
        {"events": [{"event": "unheard-of"}]},
        {"events": [{"name": "a"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            action._validate_action_result(faulty)


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        (["data", "validate"], ["data", "validate", "--domain", "bot/domain", "--data", "nlu_data", "bot/rules"]),
        (["train", "--domain", "x"], ["train", "--domain", "x", "--data", "nlu_data", "bot/rules", "--out", "models"]),
        (["--version"], ["--version"]),
    ],
)
def test_rasa_s_commands_get_the_places_of_this_project(given: list[str], completed: list[str]) -> None:
    """Unless they are given."""
    from bot.runtime.command_line import with_places

    assert with_places(given) == completed
