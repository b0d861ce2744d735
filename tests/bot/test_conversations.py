"""The written conversations of every skill, typed to the real assistant."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.messages import Incoming

FILES = sorted((Path(__file__).parent.parent / "conversations").glob("test_*.yml"))
pytestmark = pytest.mark.rasa


def misunderstood(assistant: Any, path: Path, story: dict[str, Any]) -> list[str]:
    """Type the messages of a story; return those that are understood otherwise than written."""

    async def converse() -> list[str]:
        wrong = []
        for step in story["steps"]:
            if "user" in step:
                reply = await assistant.reply(Incoming(f"story-{path.stem}", step["user"].strip(), "test"))
                if reply.intent != step["intent"]:
                    wrong.append(f"{step['user']}: {reply.intent}")
        return wrong

    return asyncio.run(converse())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_people_type_is_understood_as_written(assistant: Any, path: Path) -> None:
    """Intent by intent."""
    for story in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["stories"]:
        assert misunderstood(assistant, path, story) == []


def test_a_wrong_story_is_noticed(assistant: Any) -> None:
    """The test above can fail."""
    story = {"steps": [{"user": "xin chào", "intent": "ask_fees"}]}
    assert misunderstood(assistant, Path("wrong.yml"), story) == ["xin chào: greet"]
