"""Which forms to fill in."""

from actions.aspect import AspectAction, Facts
from actions.target import Target
from procedures_db.facts import RecordInForce


class AnswerForms(AspectAction):
    """Names the forms and where to get them."""

    aspect = "form"
    template = "forms"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Pick the papers that have a form, each form once."""
        return {"forms": list(dict.fromkeys(paper.form for paper in record.documents if paper.form))}
