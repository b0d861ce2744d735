"""Privacy: say what is kept, take the choice whether texts are, show a person's own data, offer to delete it."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import now
from actions.database import sessions
from actions.rendering import render
from actions.reply import Button, intent_button, payload, say
from actions.settings import retention_days
from procedures_db.queries.consent import give_consent, keeps_texts, withdraw_consent
from procedures_db.queries.own_data import as_plain, read_own_data

ERASE = payload("erase_data")  # deletes at once; the door does it, for nothing may be written afterwards
OUTCOME = "privacy"


class TellPrivacy(Action):
    """Says what is kept and what a person may do about it."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_privacy"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Tell it as it is for this conversation."""
        with sessions()() as session:
            keeps = keeps_texts(session, tracker.sender_id)
        buttons = [
            choice_button(keeps),
            intent_button("show_data", "show_data"),
            intent_button("delete_data", "delete_data"),
        ]
        say(dispatcher, render("privacy", keeps=keeps), OUTCOME, buttons, keeps_texts=keeps)
        return []


class KeepTexts(Action):
    """Takes the consent to keep texts, redacted, from now on."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_keep_texts"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Note it and thank."""
        with sessions().begin() as session:
            give_consent(session, tracker.sender_id, now())
        say(dispatcher, render("texts_kept", days=retention_days()), OUTCOME, keeps_texts=True)
        return []


class WithdrawTexts(Action):
    """Takes the consent back and deletes the texts kept so far."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_withdraw_texts"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Do both and say how many there were."""
        with sessions().begin() as session:
            deleted = withdraw_consent(session, tracker.sender_id)
        say(dispatcher, render("texts_withdrawn", deleted=deleted), OUTCOME, keeps_texts=False)
        return []


class ShowData(Action):
    """Shows all that is kept of the conversation."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_show_data"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Read it and tell it in words, and as data for a file."""
        with sessions()() as session:
            data = read_own_data(session, tracker.sender_id)
        buttons = [intent_button("delete_data", "delete_data")]
        say(dispatcher, render("own_data", data=data), "own_data", buttons, data=as_plain(data))
        return []


class AskDeletion(Action):
    """Asks whether all that is kept is to be deleted; the button does it."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_delete_data"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Ask, for it cannot be undone."""
        say(dispatcher, render("deletion_asked"), OUTCOME, [intent_button("erase_data", "erase_data")])
        return []


def choice_button(keeps: bool) -> Button:
    """Offer the other choice."""
    return intent_button("withdraw_texts", "withdraw_texts") if keeps else intent_button("keep_texts", "keep_texts")
