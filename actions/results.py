"""What one gets in the end."""

from actions.aspect import AspectAction


class AnswerResult(AspectAction):
    """Names the result."""

    aspect = "result"
    template = "results"
