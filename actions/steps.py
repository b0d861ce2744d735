"""What happens, step by step."""

from actions.aspect import AspectAction


class AnswerSteps(AspectAction):
    """Lists the steps."""

    aspect = "steps"
    template = "steps"
