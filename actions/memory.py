"""What a conversation remembers of procedures: those spoken of before, and the last list that was offered."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.tracked import Option, entities

KEPT = 4  # procedures that one can go back to


def remember_choice(options: list[Option], aspect: str) -> list[EventType]:
    """Keep what is offered now: to be chosen from next, and to come back to later."""
    return [SlotSet("offered", options or None), SlotSet("listed", options or None), SlotSet("aspect", aspect)]


def turn_to(tracker: Tracker, code: str | None) -> list[EventType]:
    """Speak of a procedure from now on, or of none; the one before it can be gone back to.

    The last list stays as long as what is spoken of stands in it.
    """
    before = tracker.get_slot("procedure_code")
    earlier = [each for each in [before, *_earlier(tracker)] if each and each != code]
    listed = _listed(tracker)
    kept = listed if any(option["procedure_code"] == code for option in listed) else None
    return [
        SlotSet("procedure_code", code),
        SlotSet("earlier", list(dict.fromkeys(earlier))[:KEPT] or None),
        SlotSet("listed", kept),
    ]


def gone_back_to(tracker: Tracker) -> str | None:
    """Return the procedure that "the other one", "the one before" means.

    The one that the message names among those known to the conversation, else the other one of two
    that were offered, else the one spoken of before.
    """
    now, listed = tracker.get_slot("procedure_code"), [option["procedure_code"] for option in _listed(tracker)]
    others = [code for code in dict.fromkeys(listed) if code != now]
    known = [*_earlier(tracker), *others]
    named = [code for code in entities(tracker, "procedure") if code in known]
    single = others if len(others) == 1 else []
    return next(iter([*named, *single, *_earlier(tracker)]), None)


def last_list(tracker: Tracker) -> list[Option]:
    """Return what is offered, or else what was offered last."""
    return tracker.get_slot("offered") or _listed(tracker)


def _earlier(tracker: Tracker) -> list[str]:
    return tracker.get_slot("earlier") or []


def _listed(tracker: Tracker) -> list[Option]:
    return tracker.get_slot("listed") or []
