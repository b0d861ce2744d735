"""The action behind every aspect: find the procedure, read its record, render the answer."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_back import ask_which
from actions.circumstances import named_circumstance
from actions.clock import today
from actions.database import read_record, sessions
from actions.feedback import awaits_comment, take_comment
from actions.memory import turn_to
from actions.rating import offer_rating
from actions.rendering import render, words
from actions.reply import Button, aspect_buttons, option_button, say
from actions.target import ANY, Target, find_target
from actions.tracked import Option, entities
from procedures_db.facts import CircumstanceFact, RecordInForce
from procedures_db.queries.names import short_names

Facts = dict[str, Any]
OVERVIEW = "overview"
CLEAR = 0.6  # confidence from which on a question is no comment, though a comment is awaited
RIVALS = 2  # other procedures that are named beside an answer that may be about the wrong one
TWO = 2  # aspects are answered one by one; more of them by the overview


class AspectAction(Action, ABC):
    """Answers one aspect; a subclass names its template and picks its facts.

    `lasting` takes the place of facts that hold only at this moment, where an answer is kept or printed.
    """

    lasting: Facts = {}

    @property
    @abstractmethod
    def aspect(self) -> str:
        """The word for the aspect, as in words.yml."""

    @property
    @abstractmethod
    def template(self) -> str:
        """The stem of the skill: its template, its action, its rules."""

    def name(self) -> str:
        """Return the name the rules use."""
        return f"action_{self.template}"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Pick what the template shows; `by_case` holds what differs by circumstance."""
        return {}

    def whole(self, record: RecordInForce, circumstance: str | None = None) -> str:
        """Return all there is to say of this aspect, in one circumstance or in every one, asking nothing back."""
        facts = self.facts(record, Target(record.code, circumstance))
        if "by_case" in facts:
            facts["by_case"] = replace(facts["by_case"], whole=True)
        asks = {name: False for name in facts if name.startswith("asks")}
        return render(self.template, record=record, chosen=None, **{"asks": False, **facts, **asks, **self.lasting})

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Facts) -> list[EventType]:
        """Answer, or ask which procedure is meant; two aspects are answered in their order, more by the overview."""
        target = find_target(tracker)
        if awaits_comment(tracker) and not target.certain and tracker.latest_message["intent"]["confidence"] < CLEAR:
            return take_comment(dispatcher, tracker)
        if target.code is None:
            return self.without_procedure(dispatcher, tracker, target)
        asked = entities(tracker, "aspect")
        if self.aspect not in asked or len(asked) < TWO:
            return self.answer(dispatcher, tracker, target)
        if len(asked) > TWO:
            return answer_aspect(dispatcher, tracker, OVERVIEW, target)
        first, second = (action_of(aspect) for aspect in asked)
        events = first.answer(dispatcher, tracker, replace(target, asked=True), buttons=False)
        return [*events, *second.answer(dispatcher, tracker, target)]

    def without_procedure(self, dispatcher: CollectingDispatcher, tracker: Tracker, target: Target) -> list[EventType]:
        """Ask which procedure is meant."""
        return ask_which(dispatcher, tracker, target, self.aspect)

    def answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, target: Target, *, buttons: bool = True
    ) -> list[EventType]:
        """Answer about a known procedure on today's date; without buttons when another answer follows."""
        assert target.code is not None
        record = read_record(target.code, today())
        if record is None:
            say(dispatcher, render("unknown_procedure", code=target.code), "refused")
            return [SlotSet("offered", None)]
        target = _with_named_circumstance(record, target)
        facts = self.facts(record, target)
        differs = facts["by_case"].asks if facts.get("by_case") else []
        choices = [] if target.asked else differs
        text = render(self.template, record=record, chosen=_chosen(record, target), asks=bool(choices), **facts)
        again = bool(_chosen(record, target) or (differs and not choices))
        others = [code for code in target.candidates if code != record.code][:4]
        rivals = _rival_buttons(others[:RIVALS], self.aspect) if target.doubtful else []
        before = tracker.get_slot("procedure_code") == record.code
        ratings, offering = offer_rating(tracker, record.code, after=before and buttons)
        more = [*self._choice_buttons(record, choices), *rivals, *self._more_buttons(record, again), *ratings]
        say(
            dispatcher,
            text,
            "answered",
            more if buttons else [],
            aspect=self.aspect,
            procedure_code=record.code,
            circumstance=None if target.circumstance == ANY else target.circumstance,
            candidates=others,
            source=record.source.url,
        )
        return [*turn_to(tracker, record.code), *self._remember(record, target, choices), *offering]

    def _choice_buttons(self, record: RecordInForce, choices: list[CircumstanceFact]) -> list[Button]:
        return [option_button(choice.label, self.aspect, record.code, choice.key) for choice in choices]

    def _more_buttons(self, record: RecordInForce, again: bool) -> list[Button]:
        """Offer the other aspects, and, when asked for, the choice of the circumstance anew."""
        other = [option_button(words()["buttons"]["other_case"], self.aspect, record.code, ANY)]
        return [*(other if again else []), *aspect_buttons(record.code, self.aspect)]

    def _remember(self, record: RecordInForce, target: Target, choices: list[CircumstanceFact]) -> list[EventType]:
        offered: list[Option] = [
            {
                "title": choice.label,
                "words": list(choice.words),
                "aspect": self.aspect,
                "procedure_code": record.code,
                "circumstance": choice.key,
            }
            for choice in choices
        ]
        return [
            SlotSet("circumstance", None if target.circumstance == ANY else target.circumstance),
            SlotSet("aspect", self.aspect),
            SlotSet("offered", offered or None),
            SlotSet("asked", record.code if offered or target.asked else None),
            SlotSet("rounds", 0),
            SlotSet("commenting", None),
            SlotSet("rating_asked", None),
        ]


def answer_aspect(dispatcher: CollectingDispatcher, tracker: Tracker, aspect: str, target: Target) -> list[EventType]:
    """Answer an aspect of a known procedure."""
    return action_of(aspect).answer(dispatcher, tracker, target)


def action_of(aspect: str) -> AspectAction:
    """Return the action that answers an aspect."""
    by_aspect = {action.aspect: action for action in AspectAction.__subclasses__()}
    return by_aspect[aspect]()


def _rival_buttons(codes: list[str], aspect: str) -> list[Button]:
    """Offer the same answer about other procedures."""
    with sessions()() as session:
        names = short_names(session, codes)
    title = words()["buttons"]["rival"]
    return [option_button(title.format(names[code]), aspect, code) for code in codes if code in names]


def _with_named_circumstance(record: RecordInForce, target: Target) -> Target:
    """Let a circumstance that the message itself describes win over the one that was kept."""
    named = named_circumstance(record, target.said)
    return target if named is None else replace(target, circumstance=named)


def _chosen(record: RecordInForce, target: Target) -> str | None:
    """Return the label of the circumstance that the answer is for."""
    return next((item.label for item in record.circumstances if item.key == target.circumstance), None)
