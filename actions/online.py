"""Whether and how it is done online; a question about the desk or the post is answered as such."""

from actions.aspect import AspectAction, Facts
from actions.target import Target
from procedures_db.facts import RecordInForce


class AnswerOnline(AspectAction):
    """Says whether the channel that was asked about is taken, and how online filing goes."""

    aspect = "online"
    template = "online"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Name the channel that was asked about, online unless another was named."""
        return {"channel": target.channel or "online"}
