"""Who may apply, and when."""

from actions.aspect import AspectAction


class AnswerEligibility(AspectAction):
    """Lists who may apply and under which conditions."""

    aspect = "eligibility"
    template = "eligibility"
