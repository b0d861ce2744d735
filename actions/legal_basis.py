"""Which law it rests on."""

from actions.aspect import AspectAction


class AnswerLegalBasis(AspectAction):
    """Lists laws and decrees."""

    aspect = "legal"
    template = "legal_basis"
