"""Which procedure a message is about, from what it says and what was said before."""

from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

from actions.memory import gone_back_to
from actions.nearby import place_named
from actions.tracked import Option, entities, entity, linked_entities, offered
from actions.wording import closest

NEARLY = 0.9  # of the best score
ANY = "?"  # the circumstance of a button that asks for it anew


@dataclass(frozen=True)
class Target:
    """A procedure, or the candidates to ask about.

    `named` tells that the message itself names it, `certain` with no need to ask, `doubtful` that another
    candidate may be meant all the same, `channel` the way of filing that the message
    names, `said` its words, which may name a circumstance, `asked` whether the circumstance of the
    procedure under discussion was asked for before, `place` the place in the city that the message
    names, `outside` one elsewhere.
    """

    code: str | None = None
    circumstance: str | None = None
    candidates: list[str] = field(default_factory=list)
    named: bool = False
    certain: bool = False
    doubtful: bool = False
    channel: str | None = None
    said: str = ""
    asked: bool = False
    place: dict[str, Any] | None = None
    outside: str | None = None

    @classmethod
    def of(cls, option: Option) -> "Target":
        """Make the target of something that was offered and chosen."""
        return cls(option["procedure_code"], option["circumstance"], named=True)


def find_target(tracker: Tracker) -> Target:
    """Find the procedure a message asks about.

    A code in the message comes first, then words that go back to another procedure, then a name, then
    the procedure under discussion; a name that fits several procedures is to be asked about, and so is
    a hint when nothing is under discussion.
    """
    text = tracker.latest_message.get("text") or ""
    said = "" if text.startswith("/") else text
    found = _find(tracker)
    asked = found.code is not None and found.code == tracker.get_slot("asked") and found.circumstance != ANY
    place = place_named(tracker)
    outside = entity(tracker, "outside")
    return replace(found, channel=entity(tracker, "channel"), said=said, asked=asked, place=place, outside=outside)


def choose_by_words(tracker: Tracker, options: list[Option]) -> Option | None:
    """Return the option whose title the message's words mean, if just one."""
    titles = [(option["title"], option.get("words", [])) for option in options]
    number = closest(titles, tracker.latest_message.get("text") or "")
    return None if number is None else options[number]


def _find(tracker: Tracker) -> Target:
    if code := entity(tracker, "procedure_code"):
        return Target(code, entity(tracker, "circumstance"), named=True, certain=True)
    linked, decision = entities(tracker, "procedure"), _decision(tracker)
    if entity(tracker, "returning") and (code := gone_back_to(tracker)):
        return Target(code, named=True)
    if decision == "found":
        kept = _kept_circumstance(tracker, linked[0])
        doubtful = bool(entity(tracker, "doubtful"))
        return Target(linked[0], kept, linked, named=True, certain=True, doubtful=doubtful)
    if chosen := choose_by_words(tracker, offered(tracker)) if _several_offered(tracker) else None:
        return Target.of(chosen)
    if decision == "unsure" or (decision == "weak" and _several_offered(tracker)):
        return _choose_or_ask(tracker, linked)
    if code := tracker.get_slot("procedure_code"):
        return Target(code, _kept_circumstance(tracker, code))
    if decision == "weak":
        return Target(candidates=linked, named=True)
    return Target(candidates=list(dict.fromkeys(option["procedure_code"] for option in offered(tracker))))


def _decision(tracker: Tracker) -> str | None:
    """Return what was decided of the message; what is likely is found, unless something is under discussion."""
    decision: str | None = entity(tracker, "decision")
    if decision == "likely":
        return "weak" if tracker.get_slot("procedure_code") else "found"
    return decision


def _under_discussion_too(tracker: Tracker) -> str | None:
    """Return the procedure under discussion if words that name none for certain fit it about as well as the best."""
    scores = {each["value"]: each.get("confidence_entity", 0.0) for each in linked_entities(tracker)}
    code = tracker.get_slot("procedure_code")
    return code if code in scores and scores[code] >= NEARLY * max(scores.values()) else None


def _choose_or_ask(tracker: Tracker, linked: list[str]) -> Target:
    """Take a weak name as a choice among what was offered, or for what is under discussion; ask about it otherwise."""
    if (code := _under_discussion_too(tracker)) and entity(tracker, "decision") == "unsure":
        return Target(code, _kept_circumstance(tracker, code), linked, doubtful=True)
    among_offered = {option["procedure_code"] for option in offered(tracker)}
    chosen = [code for code in linked if code in among_offered]
    if chosen and _several_offered(tracker):
        return Target(chosen[0], candidates=linked, named=True)
    return Target(candidates=linked, named=True)


def _several_offered(tracker: Tracker) -> bool:
    """Say whether the last answer offered a choice of procedures, not of circumstances of one."""
    return len({option["procedure_code"] for option in offered(tracker)}) > 1


def _kept_circumstance(tracker: Tracker, code: str) -> str | None:
    same = tracker.get_slot("procedure_code") == code
    return tracker.get_slot("circumstance") if same else None
