"""The validated records of life events and the procedures that go with them."""

from pydantic import Field, validator

from procedures_db.records import CODE_PATTERN, KEY_PATTERN, Strict


class StepRecord(Strict):
    """One procedure of a life event; without `when` it is for everyone."""

    code: str = Field(regex=CODE_PATTERN)
    title: str = Field(max_length=80)
    when: str | None = None
    linked: bool = False


class LifeEventRecord(Strict):
    """A life event with its procedures in the order people take them; `linked_code` files the linked ones at once."""

    key: str = Field(regex=KEY_PATTERN)
    label: str = Field(max_length=80)
    words: list[str] = Field(min_items=1)
    linked_code: str | None = Field(default=None, regex=CODE_PATTERN)
    steps: list[StepRecord] = Field(min_items=1)

    @validator("steps")
    def link_has_several(cls, steps: list[StepRecord], values: dict) -> list[StepRecord]:
        """Refuse links without a procedure that files them at once, and the other way round."""
        if bool(values.get("linked_code")) != (sum(step.linked for step in steps) > 1):
            raise ValueError("linked_code and at least two linked steps belong together")
        return steps


class LifeEventsFile(Strict):
    """All life events."""

    life_events: list[LifeEventRecord]
