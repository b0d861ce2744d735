"""Find the procedure: overview, choosing among offers, correcting, rejecting."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_back import ask_which, give_up
from actions.aspect import AspectAction, Facts, answer_aspect
from actions.circumstances import sort_out
from actions.feedback import take_rating
from actions.memory import last_list, turn_to
from actions.rating import SCALE
from actions.rendering import render
from actions.reply import say
from actions.target import Target, choose_by_words, find_target
from actions.tracked import Option, entity, offered
from procedures_db.facts import RecordInForce


class AnswerOverview(AspectAction):
    """Shows the five things that everybody asks, on one card."""

    aspect = "overview"
    template = "procedure"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Sort papers, amounts and times; the card shows what holds for everyone, and asks nothing."""
        fees = sort_out(record.fees, record, target.circumstance)
        plain = [fee for fee in fees.common if fee.condition is None]
        return {
            "papers": sort_out(record.documents, record, target.circumstance),
            "fees": fees,
            "plain_fees": plain,
            "differing_fees": bool(fees.groups) or len(plain) < len(fees.common),
            "times": sort_out(record.processing_times, record, target.circumstance),
        }


class ChooseOption(Action):
    """Takes the offer that a number points to."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_choose_option"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Facts) -> list[EventType]:
        """Answer the chosen offer, or take a rating that was asked for; any other number is asked about."""
        ordinal = entity(tracker, "ordinal")
        if tracker.get_slot("rating_asked") and ordinal in SCALE:
            return take_rating(dispatcher, tracker, ordinal)
        option = _chosen(last_list(tracker), ordinal)
        if option is None:
            say(dispatcher, render("no_such_option", options=offered(tracker)), "asked_back")
            return []
        return answer_aspect(dispatcher, tracker, option["aspect"], Target.of(option))


class CorrectProcedure(Action):
    """Answers the same question about another procedure ("à nhầm, …")."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_correct_procedure"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Facts) -> list[EventType]:
        """Answer about what the message takes of the last list, or the last aspect about what it names."""
        target = find_target(tracker)
        aspect = tracker.get_slot("aspect") or "overview"
        chosen = None if target.certain else choose_by_words(tracker, last_list(tracker))
        if chosen:
            return answer_aspect(dispatcher, tracker, chosen["aspect"], Target.of(chosen))
        if target.code is None or not target.named:
            meant = [code for code in target.candidates if code != tracker.get_slot("procedure_code")]
            return [*turn_to(tracker, None), *ask_which(dispatcher, tracker, Target(candidates=meant), aspect)]
        return answer_aspect(dispatcher, tracker, aspect, target)


class RejectCandidates(Action):
    """Takes "none of these" for an answer."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_reject_candidates"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Facts) -> list[EventType]:
        """Ask for the name in other words; after two rounds offer a person."""
        if int(tracker.get_slot("rounds") or 0) > 1:
            return give_up(dispatcher, tracker)
        aspect = tracker.get_slot("aspect") or "overview"
        return [*ask_which(dispatcher, tracker, Target(), aspect), SlotSet("procedure_code", None)]


class GoBack(Action):
    """Goes back to the procedure spoken of before ("còn cái kia?"), with the question last asked."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_go_back"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Facts) -> list[EventType]:
        """Answer about the other procedure, or ask for its name when there is none."""
        target, aspect = find_target(tracker), tracker.get_slot("aspect") or "overview"
        if target.code is None or not target.named:
            return ask_which(dispatcher, tracker, Target(), aspect)
        return answer_aspect(dispatcher, tracker, aspect, target)


def _chosen(options: list[Option], ordinal: int | None) -> Option | None:
    if not options or ordinal is None or not -1 <= ordinal <= len(options) or ordinal == 0:
        return None
    return options[ordinal - 1] if ordinal > 0 else options[-1]
