"""Whether and how it is done online."""

from actions.aspect import AspectAction


class AnswerOnline(AspectAction):
    """Says what can be done online."""

    aspect = "online"
    template = "online"
